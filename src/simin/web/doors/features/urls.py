"""Addresses of the service."""

from django.urls import path

from simin.web.doors.features import views

_ITEMS = "ogc/features/collections/<str:name>/items"

urlpatterns = [
    path("ogc/features/", views.landing, name="features"),
    path("ogc/features/conformance", views.conformance, name="features-conformance"),
    path("ogc/features/collections", views.collections, name="features-collections"),
    path("ogc/features/collections/<str:name>", views.collection, name="features-collection"),
    path(_ITEMS, views.items, name="features-items"),
    path(f"{_ITEMS}/<path:key>", views.item, name="features-item"),
]
