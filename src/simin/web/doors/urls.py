"""Addresses of the standard doors, the same in every language."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("simin.web.doors.dcat.urls")),
    path("", include("simin.web.doors.ckan.urls")),
    path("", include("simin.web.doors.features.urls")),
    path("", include("simin.web.doors.feeds.urls")),
    path("", include("simin.web.doors.described.urls")),
    # Any two words may begin its addresses, so it is asked last.
    path("", include("simin.web.doors.keyed.urls")),
]
