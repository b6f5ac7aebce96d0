"""The tables of effects. Times are city time."""

from django.db import models
from django.db.models import Q


class EffectQuestion(models.Model):
    """What a subject is measured by; one that was asked otherwise before is kept, withdrawn."""

    #: ``directive/2026-000012``, or a card's id.
    subject = models.CharField(max_length=200)
    state = models.CharField(max_length=10)
    indicator = models.CharField(max_length=100)
    #: District, or empty for the whole city.
    place = models.CharField(max_length=50, blank=True)
    #: Which way it should move: ``down`` or ``up``.
    direction = models.CharField(max_length=4)
    window = models.CharField(max_length=5)
    step = models.CharField(max_length=4)
    #: In steps.
    steps = models.PositiveSmallIntegerField()
    baseline = models.PositiveSmallIntegerField()
    #: Citizens are asked whether they notice.
    public = models.BooleanField(default=False)
    asked_by = models.CharField(max_length=150)
    asked_at = models.DateTimeField()
    #: When the subject began, and the first step after it.
    moment = models.DateTimeField(null=True)
    begins_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)
    #: When the worker looks again.
    look_at = models.DateTimeField(null=True)
    #: The newest estimate, with the trust mark of its values.
    estimate = models.JSONField(null=True)
    trust = models.JSONField(null=True)
    estimated_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    #: ``changed`` or ``cancelled``.
    withdrawn_because = models.CharField(max_length=10, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject"], condition=~Q(state="withdrawn"), name="effect_one_question"
            )
        ]
        indexes = [
            models.Index(fields=["look_at"], name="effect_look"),
            models.Index(fields=["indicator", "moment"], name="effect_indicator"),
            models.Index(fields=["subject", "-id"], name="effect_subject"),
        ]


class Noticed(models.Model):
    """What somebody said that they noticed; nothing says who."""

    question = models.ForeignKey(EffectQuestion, on_delete=models.CASCADE, related_name="noticed")
    #: ``better``, ``same`` or ``worse``.
    answer = models.CharField(max_length=6)
    #: Of the form: the same form counts once.
    form_key = models.CharField(max_length=64, unique=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["question", "answer"], name="effect_noticed")]
