"""Addresses of the desk's warnings."""

from django.urls import path

from simin.web.warnings import acts, views

urlpatterns = [
    path("desk/warnings/", views.listing, name="warnings"),
    path("desk/warnings/from/<str:incident>/", views.draft, name="warning-draft"),
    path("desk/warnings/<int:number>/", views.page, name="warning"),
    path("desk/warnings/<int:number>/edit/", views.edit, name="warning-edit"),
    path("desk/warnings/<int:number>/approve/", acts.approve, name="warning-approve"),
    path("desk/warnings/<int:number>/update/", acts.update, name="warning-update"),
    path("desk/warnings/<int:number>/cancel/", acts.cancel, name="warning-cancel"),
    path("desk/warnings/<int:number>/discard/", acts.discard, name="warning-discard"),
]
