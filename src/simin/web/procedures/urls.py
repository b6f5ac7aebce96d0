"""Addresses of procedures and steps."""

from django.urls import path

from simin.web.procedures import acts, mine

urlpatterns = [
    path("desk/steps/", mine.page, name="steps"),
    path("desk/steps/of/<str:incident>/", acts.of_incident, name="incident-steps"),
    path("desk/steps/of/<str:incident>/start/", acts.start, name="procedure-start"),
    path("desk/steps/of/<str:incident>/explain/", acts.explain, name="procedure-explain"),
    path("desk/steps/evidence/<int:number>/<slug:size>/", acts.evidence, name="step-evidence"),
    path("desk/steps/<int:number>/<slug:what>/", acts.act, name="step-act"),
]
