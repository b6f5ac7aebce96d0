"""The places of the city for the browser, the same in every language."""

from django.urls import path

from simin.web.near import views

urlpatterns = [path("city/places.json", views.places, name="city-places")]
