"""Addresses of subscriptions; those with a word in them are in nobody's cache."""

from django.urls import path

from simin.web.follow import asking, ending

urlpatterns = [
    path("follow/", asking.page, name="follow"),
    path("follow/browser/", asking.browser, name="follow-browser"),
    path("follow/confirm/<str:word>/", ending.confirm, name="follow-confirm"),
    path("follow/stop/<str:word>/", ending.stop, name="follow-stop"),
    path("follow/mine/<str:word>/", ending.mine, name="follow-mine"),
]
