"""Addresses of the plaza for programs, the same in every language; and its files."""

from django.urls import path

from simin.web.plaza import api, api_listing, files, series_hours, views

urlpatterns = [
    path("data/api/datasets", api_listing.datasets, name="plaza-api"),
    path("data/api/datasets/<str:name>", api.dataset, name="plaza-api-dataset"),
    path("data/api/datasets/<str:name>/rows", api.rows, name="plaza-api-rows"),
    path("data/api/datasets/<str:name>/groups", api.groups, name="plaza-api-groups"),
    path("data/api/datasets/<str:name>/changes", api.changes, name="plaza-api-changes"),
    path("data/series/<path:name>/hours.<str:kind>", series_hours.hours, name="plaza-series-file"),
    path("data/<str:name>/rows.<str:kind>", files.newest, name="plaza-newest-file"),
    path("data/<str:name>/<int:number>/rows.<str:kind>", files.file, name="plaza-file"),
    path("data/<str:name>/cite.<str:form>", views.citation, name="plaza-cite"),
]
