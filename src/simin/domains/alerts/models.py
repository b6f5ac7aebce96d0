"""The tables of rules, of what is remembered while judging, and of alerts."""

from django.db import models

PLACE = 250


class AlertRule(models.Model):
    """A rule as it stands."""

    id = models.CharField(max_length=60, primary_key=True)
    #: Of ``definition.Rule``.
    definition = models.JSONField()
    #: The pack's own; null: it was made at the desk.
    of_pack = models.JSONField(null=True)
    #: A person's version stands, and a newer pack does not replace it.
    edited = models.BooleanField(default=False)
    enabled = models.BooleanField(default=True)
    #: Counts every change of definition, switch or mute.
    revision = models.PositiveIntegerField(default=1)
    #: Who changed it last, why, and when, in real time; empty: the pack.
    changed_by = models.CharField(max_length=150, default="")
    why = models.CharField(max_length=500, default="")
    changed_at = models.DateTimeField(null=True)
    #: City time until which its alerts are not shown.
    muted_until = models.DateTimeField(null=True)
    mute_reason = models.CharField(max_length=500, default="")
    muted_by = models.CharField(max_length=150, default="")


class Lane(models.Model):
    """What is remembered of one series under one condition; none where it rests."""

    rule = models.ForeignKey(AlertRule, on_delete=models.CASCADE)
    condition = models.PositiveSmallIntegerField()
    series = models.CharField(max_length=PLACE)
    family = models.CharField(max_length=PLACE)
    district = models.CharField(max_length=100, default="")
    period = models.PositiveIntegerField()
    open = models.BooleanField()
    #: Seconds since 1970; null: never.
    since = models.BigIntegerField(null=True)
    pending = models.BigIntegerField(null=True)
    last = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["rule", "condition", "series"], name="lane_once")
        ]


class Measurement(models.Model):
    """What a condition on a data set last came to; none before it was asked."""

    rule = models.ForeignKey(AlertRule, on_delete=models.CASCADE)
    number = models.PositiveSmallIntegerField()
    #: Of ``measured.Measured``.
    told = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["rule", "number"], name="measurement_once")]


class SeriesSeen(models.Model):
    """The newest value that was judged of a series under a rule that looks back."""

    series = models.CharField(max_length=PLACE, primary_key=True)
    value = models.FloatField()
    #: Seconds since 1970; null: never.
    at = models.BigIntegerField()
    previous = models.FloatField(null=True)
    previous_at = models.BigIntegerField(null=True)
    changed_at = models.BigIntegerField()


class Alert(models.Model):
    """An episode of a rule's being true of a place."""

    rule = models.ForeignKey(AlertRule, on_delete=models.PROTECT)
    #: A district, the slug of a datastream, or empty: the city.
    place = models.CharField(max_length=PLACE, default="", blank=True)
    district = models.CharField(max_length=100, default="", blank=True)
    #: Of ``episode.State``.
    state = models.CharField(max_length=10)
    severity = models.CharField(max_length=10)
    #: Words.
    title = models.JSONField()
    #: City times.
    opened_at = models.DateTimeField()
    rested_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    returns = models.PositiveIntegerField(default=0)
    #: What speaks for it, or last did: of ``reasons.Reason``, the first few.
    reasons = models.JSONField(default=list)
    #: How many there are.
    count = models.PositiveIntegerField(default=0)
    #: ``[{"at": …, "state": …}]``, the newest last.
    history = models.JSONField(default=list)
    #: City time until which it is not shown, and who said so, why.
    muted_until = models.DateTimeField(null=True)
    mute_reason = models.CharField(max_length=500, default="", db_default="")
    muted_by = models.CharField(max_length=150, default="", db_default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["rule", "place"],
                condition=models.Q(ended_at=None),
                name="alert_stands_once",
            )
        ]
        indexes = [
            models.Index(fields=["ended_at", "id"], name="alert_standing"),
            models.Index(fields=["rule", "-opened_at"], name="alert_of_rule"),
        ]
