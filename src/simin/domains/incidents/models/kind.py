"""Kinds of incidents, as the city pack defines them."""

from django.db import models

from simin.domains.picture.card import Visibility


class IncidentKind(models.Model):
    id = models.CharField(max_length=50, primary_key=True)
    #: Words.
    name = models.JSONField()
    icon = models.CharField(max_length=50)
    #: The path; ``states.checked_path`` has checked it.
    states = models.JSONField()
    #: Words of the agency that answers for it, or null.
    agency = models.JSONField(null=True)
    #: Seconds from report to arrival that the city sets itself.
    target_seconds = models.PositiveIntegerField(null=True)
    #: A ``ReleaseRule`` as JSON; null: public.
    release = models.JSONField(null=True)
    #: ``duplicates.Limits`` as JSON; null: those of every kind.
    duplicates = models.JSONField(null=True)
    #: ``received.FromWarnings`` as JSON; null: no warning of another authority is one.
    received = models.JSONField(null=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return self.id

    @property
    def is_withheld(self) -> bool:
        """Whether its incidents are withheld before anyone has decided about one of them."""
        return (self.release or {}).get("visibility") == Visibility.WITHHELD


class CountedFamily(models.Model):
    """A family of datastreams that is counted from incidents, and how."""

    family = models.CharField(max_length=150, primary_key=True)
    #: ``report.CountOf``.
    of = models.CharField(max_length=20)
    #: Ids of kinds; null: all.
    kinds = models.JSONField(null=True)

    def __str__(self) -> str:
        return self.family


class StateName(models.Model):
    """The city's own words for a state, where it has some."""

    state = models.CharField(max_length=20, primary_key=True)
    #: Words.
    name = models.JSONField()

    def __str__(self) -> str:
        return self.state
