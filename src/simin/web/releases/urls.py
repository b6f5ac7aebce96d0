"""Addresses of the registers, of what was opened, and of the desk of releases."""

from django.urls import path

from simin.web.releases import decisions, desk, one, opened, register

urlpatterns = [
    path("withheld/", register.page, name="withheld"),
    path("withheld/decisions/", decisions.page, name="release-decisions"),
    path("declassified/", opened.listing, name="declassified"),
    path("declassified/<path:card_id>", opened.page, name="declassified-card"),
    path("desk/release/", desk.listing, name="releases"),
    path("desk/release/decisions/<int:number>/", one.confirm, name="release-confirm"),
    path("desk/release/<path:card_id>/decide/", one.decide, name="release-decide"),
    path("desk/release/<path:card_id>", one.page, name="release"),
]
