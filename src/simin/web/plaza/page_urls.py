"""Addresses of the plaza's pages, in each language.

``api``, ``requests`` and ``series`` are no data sets; one of such a name has no page.
"""

from django.urls import path

from simin.web.plaza import requests, requests_desk, series, views

urlpatterns = [
    path("data/", views.listing, name="plaza"),
    path("data/api/", views.api_page, name="plaza-api-page"),
    path("data/requests/", requests.listing, name="plaza-requests"),
    path("data/requests/new/", requests.new, name="plaza-requests-new"),
    path("data/requests/<int:number>/", requests.one, name="plaza-request"),
    path("desk/dataset-requests/", requests_desk.listing, name="plaza-desk-requests"),
    path("desk/dataset-requests/<int:number>/", requests_desk.one, name="plaza-desk-request"),
    path("data/series/<path:name>/", series.series, name="plaza-series"),
    path("data/<str:name>/", views.dataset, name="plaza-dataset"),
]
