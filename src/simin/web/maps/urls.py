"""Addresses of the map."""

from django.urls import path

from simin.web.maps import views

urlpatterns = [
    path("city/outline.geojson", views.outline, name="map-outline"),
    path("city/facilities/<slug:kind>.geojson", views.facilities, name="map-facilities"),
]
