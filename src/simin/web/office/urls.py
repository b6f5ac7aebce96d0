"""Addresses of the office."""

from django.urls import path

from simin.web.office import views

urlpatterns = [
    path("office/", views.page, name="office"),
    path("office/ticket", views.ticket, name="office-ticket"),
]
