"""Addresses of the citizens' page."""

from django.urls import path

from simin.web.citizen import views

urlpatterns = [path("", views.page, name="citizen")]
