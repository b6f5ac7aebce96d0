"""Addresses of the city's own small files."""

from django.urls import path

from simin.web.city import install, views

urlpatterns = [
    path("city/theme.css", views.theme, name="city-theme"),
    path("city/history.json", views.history, name="city-history"),
    path("city/icon.svg", views.icon, name="city-icon"),
    path("city/icon-<int:side>.png", install.icon, name="city-icon-png"),
]
