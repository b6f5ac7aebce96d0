"""The tables of releases. Times are city time."""

from django.db import models
from django.db.models import Q


class ReleasePolicy(models.Model):
    """The one row: the policy as the pack says, and a stamp that every change makes anew."""

    definition = models.JSONField(default=dict)
    #: Random, so that it never comes again after a write that was taken back.
    stamp = models.CharField(max_length=32)


class State(models.TextChoices):
    #: Waits for another person.
    PROPOSED = "proposed"
    IN_FORCE = "in_force"
    #: Another decision took its place.
    REPLACED = "replaced"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class ReleaseDecision(models.Model):
    """Written once; only its state changes."""

    card = models.CharField(max_length=200)
    kind = models.CharField(max_length=30)
    #: Empty: the whole card.
    field = models.CharField(max_length=100, blank=True)
    decision = models.CharField(max_length=12)
    reason = models.CharField(max_length=20, blank=True)
    #: Why, in words for the office; never public.
    why = models.TextField(blank=True)
    office = models.JSONField(default=dict)
    review_on = models.DateField(null=True)
    until = models.DateTimeField(null=True)
    by = models.CharField(max_length=150)
    at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State)
    confirmed_by = models.CharField(max_length=150, blank=True)
    #: Since when it is in force.
    decided_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    commitment = models.CharField(max_length=64, blank=True)
    #: Of the form: sent twice, it is one decision.
    key = models.CharField(max_length=80, unique=True)

    class Meta:
        indexes = [models.Index(fields=["card", "field", "-id"], name="release_of_card")]
        constraints = [
            models.UniqueConstraint(
                fields=["card", "field"], condition=Q(state="in_force"), name="release_one_in_force"
            ),
            models.UniqueConstraint(
                fields=["card", "field"], condition=Q(state="proposed"), name="release_one_proposed"
            ),
        ]
