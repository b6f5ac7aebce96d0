"""Addresses of feeds and of the calendar."""

from django.urls import path, re_path

from simin.web.doors.feeds import views

urlpatterns = [
    re_path(r"^feeds/(?P<name>[^/]+)\.(?P<form>atom|rss)$", views.feed, name="feed"),
    path("calendar.ics", views.events, name="calendar"),
]
