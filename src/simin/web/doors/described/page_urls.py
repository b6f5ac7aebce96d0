"""The page for people, below each language's prefix."""

from django.urls import path

from simin.web.doors.described import views

urlpatterns = [path("data/standards/", views.page, name="standards")]
