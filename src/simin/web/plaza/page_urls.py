"""Addresses of the plaza's pages, in each language.

``api``, ``requests`` and ``series`` are no data sets; one of such a name has no page.
"""

from django.urls import path

from simin.web.plaza import series, views

urlpatterns = [
    path("data/", views.listing, name="plaza"),
    path("data/api/", views.api_page, name="plaza-api-page"),
    path("data/series/<path:name>/", series.series, name="plaza-series"),
    path("data/<str:name>/", views.dataset, name="plaza-dataset"),
]
