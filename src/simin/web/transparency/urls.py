"""Addresses of the log's pages; its files are the gateway's (``simin.live.log_door``)."""

from django.urls import path

from simin.web.transparency import views

urlpatterns = [
    path("log/", views.log, name="log"),
    path("verify/", views.verify, name="verify"),
]
