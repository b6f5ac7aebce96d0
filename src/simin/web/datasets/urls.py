"""Addresses of the catalogue's pages."""

from django.urls import path

from simin.web.datasets import views

urlpatterns = [
    path("desk/datasets/", views.listing, name="datasets"),
    path("desk/datasets/<str:name>/", views.page, name="dataset"),
    path("desk/datasets/<str:name>/rows.csv", views.rows_csv, name="dataset-rows"),
]
