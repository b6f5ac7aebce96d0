"""Addresses of cards; an id has a slash in it, so the longer patterns come first."""

from django.urls import path

from simin.web.card import embed, views

urlpatterns = [
    path("embed/card/<path:card_id>", embed.embed, name="card-embed"),
    path("card/<path:card_id>/share.png", embed.image, name="card-share"),
    path("card/<path:card_id>/history.json", views.history, name="card-history"),
    path("card/<path:card_id>/rows.csv", views.rows, name="card-rows"),
    path("card/<path:card_id>.json", views.card, name="card-json"),
    path("card/<path:card_id>", views.page, name="card"),
]
