"""Addresses of the catalogue."""

from django.urls import re_path

from simin.web.doors.dcat import views

urlpatterns = [re_path(r"^catalog\.(?P<form>ttl|jsonld|rdf)$", views.catalogue, name="catalogue")]
