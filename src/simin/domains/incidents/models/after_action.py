"""After-action reports, as they were written when an incident ended."""

from django.db import models

from simin.domains.incidents.models.incident import Incident


class AfterAction(models.Model):
    """One version; closing again adds another, and none is ever changed."""

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="reports")
    version = models.PositiveIntegerField()
    at = models.DateTimeField()
    #: ``review.Review``.
    document = models.JSONField()

    class Meta:
        ordering = ["version"]
        constraints = [
            models.UniqueConstraint(fields=["incident", "version"], name="after_action_version")
        ]
