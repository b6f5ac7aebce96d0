"""The description for programs."""

from django.urls import path

from simin.web.doors.described import views

urlpatterns = [path("openapi.json", views.description, name="openapi")]
