"""Addresses of guessing: a round of the day, each indicator alone, and how it went."""

from django.urls import path

from simin.web.guess import image, lines, views

urlpatterns = [
    path("guess/", views.of_the_day, name="guess"),
    path("guess/share.png", image.image, name="guess-share"),
    path("guess/<path:indicator>/line/", lines.line, name="guess-line"),
    path("guess/<path:indicator>/", views.alone, name="guess-one"),
]
