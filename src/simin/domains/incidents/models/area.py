"""Where an incident reaches, version by version, and what was counted inside."""

from django.db import models

from simin.domains.incidents.models.incident import Incident


class ImpactArea(models.Model):
    """One version of the area; only ever added."""

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="areas")
    version = models.PositiveIntegerField()
    at = models.DateTimeField()
    #: Words: who drew it.
    actor = models.JSONField()
    by = models.CharField(max_length=150, default="", blank=True)
    #: ``area.Shape``, as it was given.
    shape = models.JSONField()
    #: ``impact.Impact``: who and what is inside, as it was known then; null: not counted yet.
    figures = models.JSONField(null=True)

    class Meta:
        ordering = ["version"]
        constraints = [
            models.UniqueConstraint(fields=["incident", "version"], name="impact_area_version")
        ]


class Surroundings(models.Model):
    """What of each sort is nearest to an incident (``nearest.Found``), as it was looked up."""

    incident = models.OneToOneField(
        Incident, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    at = models.DateTimeField()
    found = models.JSONField()


class FacilityRole(models.Model):
    """Which data set holds a sort of facility, as the pack says (``nearest.Role``)."""

    id = models.CharField(max_length=50, primary_key=True)
    told = models.JSONField()
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "id"]
