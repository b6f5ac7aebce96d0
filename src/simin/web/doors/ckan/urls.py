"""Addresses of the action API: with the version that CKAN has, and without."""

from django.urls import path

from simin.web.doors.ckan import views

urlpatterns = [
    path("api/action/<str:name>", views.action, name="ckan-action"),
    path("api/3/action/<str:name>", views.action, name="ckan-action-3"),
]
