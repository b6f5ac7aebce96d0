"""Addresses of neighbourhoods: ``/near/mapo/``, ``/near/mapo/hapjeong-dong/``."""

from django.urls import path

from simin.web.near import views

urlpatterns = [
    path("near/", views.choose, name="near"),
    path("near/<slug:district>/", views.district, name="near-district"),
    path("near/<slug:district>/<slug:neighbourhood>/", views.neighbourhood, name="near-place"),
]
