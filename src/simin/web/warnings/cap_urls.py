"""Addresses of what machines read, the same in every language."""

from django.urls import path

from simin.web.warnings import cap

urlpatterns = [
    path("cap/", cap.feed, name="cap-feed"),
    path("cap/<str:identifier>.xml", cap.document, name="cap-document"),
]
