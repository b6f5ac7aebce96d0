"""Units in the field and what they are on."""

from django.db import models

from simin.domains.incidents.models.incident import Incident


class Unit(models.Model):
    id = models.CharField(max_length=100, primary_key=True)
    #: Words.
    name = models.JSONField()
    #: What it is: ``engine``, ``ambulance`` …; the pack's own word.
    kind = models.CharField(max_length=50)
    district = models.CharField(max_length=50, default="", blank=True)
    #: Words, or null.
    agency = models.JSONField(null=True)

    def __str__(self) -> str:
        return self.id


class UnitAssignment(models.Model):
    """A unit on an incident."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT)
    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="assignments")
    #: ``units.UnitState``.
    state = models.CharField(max_length=20)
    since = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["incident", "unit"], name="unit_once_on_incident")
        ]


class UnitMove(models.Model):
    """A unit began a state on an incident; only ever added."""

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="unit_moves")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT)
    state = models.CharField(max_length=20)
    at = models.DateTimeField()
    #: Words: who said so; empty: a feed.
    actor = models.JSONField(default=dict)
    by = models.CharField(max_length=150, default="", blank=True)

    class Meta:
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["incident", "at"], name="unit_move_at")]
