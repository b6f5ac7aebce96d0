"""Address of the search."""

from django.urls import path

from simin.web.search import views

urlpatterns = [path("search/", views.page, name="search")]
