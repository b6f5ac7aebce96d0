"""Addresses of the source pages. Names of feeds have no slash; ids of runs may have any sign."""

from django.urls import path

from simin.web.desk import actions, mapping, payloads, quarantine, source, views

urlpatterns = [
    path("desk/sources/", views.board, name="sources"),
    path("desk/sources/board.json", views.board_json, name="sources-json"),
    path("desk/sources/run/<str:run>", payloads.by_run, name="source-by-run"),
    path("desk/sources/<str:feed>/", source.page, name="source"),
    path("desk/sources/<str:feed>/runs/", source.runs, name="source-runs"),
    path("desk/sources/<str:feed>/runs/<str:run>/", payloads.run, name="source-run"),
    path("desk/sources/<str:feed>/quarantine/", quarantine.listing, name="source-quarantine"),
    path(
        "desk/sources/<str:feed>/quarantine/<int:number>/",
        quarantine.record,
        name="source-quarantined",
    ),
    path("desk/sources/<str:feed>/answers/<int:number>/", payloads.payload, name="source-payload"),
    path(
        "desk/sources/<str:feed>/answers/<int:number>/body",
        payloads.body,
        name="source-payload-body",
    ),
    path("desk/sources/<str:feed>/mapping/", mapping.edit, name="source-mapping"),
    path("desk/sources/<str:feed>/back-fill/", actions.backfill, name="source-backfill"),
    path(
        "desk/sources/<str:feed>/back-fill/<int:number>/cancel/",
        actions.cancel,
        name="source-backfill-cancel",
    ),
    path("desk/sources/<str:feed>/<slug:act>/", actions.act, name="source-act"),
]
