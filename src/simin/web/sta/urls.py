"""Addresses of the SensorThings service."""

from django.urls import path, re_path

from simin.web.sta import views

urlpatterns = [
    path("sta/v1.1", views.service, {"path": ""}, name="sensorthings-root"),
    re_path(r"^sta/v1\.1/(?P<path>.*)$", views.service, name="sensorthings"),
]
