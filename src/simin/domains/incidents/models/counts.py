"""Counters, moved by every write that changes what they count (invariant 6).

A drill, a false alarm and an incident merged into another count nowhere.
"""

from django.db import models


class DayCount(models.Model):
    """Incidents reported on a day of the city's calendar."""

    day = models.DateField()
    kind = models.CharField(max_length=50)
    district = models.CharField(max_length=50, default="", blank=True)
    number = models.IntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["day", "kind", "district"], name="day_count")
        ]


class OpenCount(models.Model):
    """Incidents that are being dealt with now."""

    kind = models.CharField(max_length=50)
    severity = models.CharField(max_length=10)
    district = models.CharField(max_length=50, default="", blank=True)
    number = models.IntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "severity", "district"], name="open_count")
        ]


class ArrivalCount(models.Model):
    """Incidents that somebody arrived at, by whether it was within the kind's target."""

    #: First day of the month of the report, in the city's calendar.
    month = models.DateField()
    kind = models.CharField(max_length=50)
    district = models.CharField(max_length=50, default="", blank=True)
    within_target = models.BooleanField()
    number = models.IntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["month", "kind", "district", "within_target"], name="arrival_count"
            )
        ]
