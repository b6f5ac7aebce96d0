"""Addresses of cards; an id has a slash in it, so the longer patterns come first."""

from django.urls import path

from simin.web.card import views

urlpatterns = [
    path("card/<path:card_id>/history.json", views.history, name="card-history"),
    path("card/<path:card_id>/rows.csv", views.rows, name="card-rows"),
    path("card/<path:card_id>.json", views.card, name="card-json"),
    path("card/<path:card_id>", views.page, name="card"),
]
