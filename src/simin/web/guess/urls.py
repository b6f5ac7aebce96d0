"""Addresses of guessing: a round of the day, and each indicator alone."""

from django.urls import path

from simin.web.guess import image, views

urlpatterns = [
    path("guess/", views.of_the_day, name="guess"),
    path("guess/share.png", image.image, name="guess-share"),
    path("guess/<path:indicator>/", views.alone, name="guess-one"),
]
