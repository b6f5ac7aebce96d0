"""Addresses at which sources deliver."""

from django.urls import path

from simin.web.hooks import views

urlpatterns = [
    path("hooks/<slug:feed>", views.hook, name="hook"),
    path("ngsi-ld/notify/<slug:feed>", views.notification, name="ngsi-ld-notification"),
]
