"""Addresses of push notifications; the worker's is the same in every language."""

from django.urls import path

from simin.web.push import views

urlpatterns = [
    path("desk/notifications/", views.page, name="notifications"),
    path("desk/notifications/<int:number>/remove/", views.remove, name="notifications-remove"),
]
