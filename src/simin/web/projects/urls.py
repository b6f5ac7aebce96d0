"""Addresses of projects and pledges."""

from django.urls import path

from simin.web.projects import files, listing, one, pledges, report, tables

urlpatterns = [
    path("desk/projects/", listing.page, name="projects"),
    path("desk/projects/tables/", tables.page, name="project-tables"),
    path("desk/projects/tables/<slug:table>.csv", tables.export, name="project-export"),
    path("desk/projects/tables/<slug:key>/", tables.one, name="project-table"),
    path("desk/projects/<str:project>/", one.page, name="project"),
    path("desk/projects/<str:project>/report/", report.page, name="project-report"),
    path(
        "desk/projects/<str:project>/milestones/<str:key>/",
        one.milestone,
        name="project-milestone",
    ),
    path("desk/projects/<str:project>/photos/", one.add_photos, name="project-photos"),
    path("desk/projects/<str:project>/photos/<int:number>", files.photo, name="project-photo"),
    path(
        "desk/projects/<str:project>/photos/<int:number>/show/",
        one.show_photo,
        name="project-photo-show",
    ),
    path("desk/projects/<str:project>/documents/", one.add_document, name="project-documents"),
    path(
        "desk/projects/<str:project>/documents/<int:number>",
        files.document,
        name="project-document",
    ),
    path(
        "desk/projects/<str:project>/documents/<int:number>/show/",
        one.show_document,
        name="project-document-show",
    ),
    path("desk/pledges/", pledges.page, name="pledges"),
    path("desk/pledges/<str:pledge>/", pledges.one, name="pledge"),
    path(
        "projects/<str:project>/photos/<int:number>",
        files.public_photo,
        name="public-project-photo",
    ),
    path(
        "projects/<str:project>/documents/<int:number>",
        files.public_document,
        name="public-project-document",
    ),
]
