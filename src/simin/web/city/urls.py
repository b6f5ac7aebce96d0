"""Addresses of the city's own small files."""

from django.urls import path

from simin.web.city import views

urlpatterns = [
    path("city/theme.css", views.theme, name="city-theme"),
    path("city/history.json", views.history, name="city-history"),
    path("city/icon.svg", views.icon, name="city-icon"),
]
