"""Addresses of the pages of incidents."""

from django.urls import path

from simin.web.incidents import listing, new, one, report

urlpatterns = [
    path("desk/incidents/", listing.page, name="incidents"),
    path("desk/incidents/list.csv", listing.file, name="incidents-file"),
    path("desk/incidents/new/", new.new, name="incident-new"),
    path("desk/incidents/<str:number>/", one.page, name="incident"),
    path("desk/incidents/<str:number>/report/", report.page, name="incident-report"),
    path("desk/incidents/<str:number>/report.pdf", report.paper, name="incident-paper"),
    path("desk/incidents/<str:number>/<slug:what>/", one.act, name="incident-act"),
]
