"""Addresses of procedures, steps and drills."""

from django.urls import path

from simin.web.procedures import acts, definitions, drills, mine

urlpatterns = [
    path("desk/steps/", mine.page, name="steps"),
    path("desk/steps/of/<str:incident>/", acts.of_incident, name="incident-steps"),
    path("desk/steps/of/<str:incident>/start/", acts.start, name="procedure-start"),
    path("desk/steps/of/<str:incident>/explain/", acts.explain, name="procedure-explain"),
    path("desk/steps/evidence/<int:number>/<slug:size>/", acts.evidence, name="step-evidence"),
    path("desk/steps/<int:number>/<slug:what>/", acts.act, name="step-act"),
    path("desk/procedures/", definitions.listing, name="procedures"),
    path("desk/procedures/new/", definitions.new, name="procedure-new"),
    path("desk/procedures/drills/", drills.page, name="drills"),
    path("desk/procedures/drills/begin/", drills.begin, name="drill-begin"),
    path("desk/procedures/drills/<int:number>/", drills.one, name="drill"),
    path("desk/procedures/drills/<int:number>/end/", drills.end, name="drill-end"),
    path("desk/procedures/<str:procedure>/", definitions.page, name="procedure"),
    path("desk/procedures/<str:procedure>/edit/", definitions.edit, name="procedure-edit"),
    path("desk/procedures/<str:procedure>/switch/", definitions.switch, name="procedure-switch"),
]
