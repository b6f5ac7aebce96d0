"""Addresses of the standard doors, the same in every language."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("simin.web.doors.keyed.urls")),
]
