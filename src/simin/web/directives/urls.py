"""Addresses of the pages of directives."""

from django.urls import path

from simin.web.directives import listing, one, repeated, writing

urlpatterns = [
    path("desk/directives/", listing.page, name="directives"),
    path("desk/directives/list.csv", listing.file, name="directives-file"),
    path("desk/directives/load/", listing.load, name="directives-load"),
    path("desk/directives/new/", writing.new, name="directive-new"),
    path("desk/directives/templates/", repeated.page, name="directive-templates"),
    path(
        "desk/directives/templates/<int:number>/remove/",
        repeated.remove,
        name="directive-template-remove",
    ),
    path("desk/directives/<str:number>/", one.page, name="directive"),
    path("desk/directives/<str:number>/change/", writing.amend, name="directive-amend"),
    path(
        "desk/directives/<str:number>/evidence/<int:piece>", one.evidence, name="directive-evidence"
    ),
    path("desk/directives/<str:number>/<slug:what>/", one.act, name="directive-act"),
]
