"""Addresses of the peer, as its documentation has them; loaded by its own environment."""

from django.urls import include, path

urlpatterns = [path("sensorthings/", include("sensorthings.versions.v1_1.urls"))]
