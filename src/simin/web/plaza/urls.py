"""Addresses of the plaza for programs: the same in every language."""

from django.urls import path

from simin.web.plaza import api, files

urlpatterns = [
    path("data/api/datasets/<str:name>/", api.dataset, name="plaza-api-dataset"),
    path("data/api/datasets/<str:name>/rows", api.rows, name="plaza-api-rows"),
    path("data/api/datasets/<str:name>/groups", api.groups, name="plaza-api-groups"),
    path("data/api/datasets/<str:name>/changes", api.changes, name="plaza-api-changes"),
    path("data/<str:name>/rows.<str:kind>", files.newest, name="plaza-newest-file"),
    path("data/<str:name>/<int:number>/rows.<str:kind>", files.file, name="plaza-file"),
]
