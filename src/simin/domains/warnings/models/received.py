"""Warnings of other authorities, as they came."""

from collections.abc import Mapping
from typing import Any

from django.db import models

#: Characters; a longer key names nothing that is kept.
LONGEST_KEY = 400


def is_public(values: Mapping[str, Any]) -> bool:
    """Whether an alert is about something real and meant for everyone."""
    return (values.get("status"), values.get("scope")) == ("Actual", "Public")


class ReceivedWarning(models.Model):
    """One message of another authority."""

    source = models.CharField(max_length=100)
    #: ``sender,identifier,sent``: how others refer to it.
    key = models.CharField(max_length=LONGEST_KEY)
    #: ``MessageType``.
    type = models.CharField(max_length=10)
    #: The alert's elements (``sources/cap``), as JSON.
    values = models.JSONField()
    sent_at = models.DateTimeField()
    #: When it ends by itself; made up where the alert does not say.
    expires_at = models.DateTimeField()
    received_at = models.DateTimeField()
    origin = models.CharField(max_length=10)
    #: Meant for everyone, about something real, and touching the city.
    shown = models.BooleanField()
    #: A later message replaced or cancelled it, or its time has passed.
    ended = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "key"], name="received_warning_key")
        ]
        indexes = [models.Index(fields=["ended", "shown", "expires_at"])]

    def __str__(self) -> str:
        return f"{self.source}/{self.key}"

    @property
    def is_public(self) -> bool:
        """About something real and meant for everyone, wherever it is."""
        return is_public(self.values)


class Reference(models.Model):
    """A received message names another, which may come later than it."""

    by = models.ForeignKey(ReceivedWarning, on_delete=models.CASCADE, related_name="references")
    source = models.CharField(max_length=100)
    key = models.CharField(max_length=LONGEST_KEY)

    class Meta:
        indexes = [models.Index(fields=["source", "key"])]
