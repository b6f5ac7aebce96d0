"""The city's stage, its published criteria, and every change of it."""

from django.db import models


class StageLevel(models.Model):
    level = models.PositiveSmallIntegerField(primary_key=True)
    #: Words.
    name = models.JSONField()
    colour = models.CharField(max_length=20)


class StageCriterion(models.Model):
    id = models.CharField(max_length=100, primary_key=True)
    #: The criterion as JSON (``stage.Criterion``).
    definition = models.JSONField()
    order = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["order"]


class StageLimit(models.Model):
    """The one row that says for how long a stage may be set by hand."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    override_hours = models.PositiveSmallIntegerField()


class StageOverride(models.Model):
    """A stage that somebody set by hand; one is in force at a time."""

    level = models.PositiveSmallIntegerField()
    #: Words in every language; and as they were said, by language.
    reason = models.JSONField()
    said = models.JSONField()
    #: Words: the office of who set it.
    office = models.JSONField()
    by = models.CharField(max_length=150)
    #: Of the form: the same form sent twice sets once.
    key = models.CharField(max_length=100, unique=True)
    since = models.DateTimeField()
    until = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, db_index=True)
    #: ``stage_override.Ended``.
    ended_how = models.CharField(max_length=10, blank=True)
    ended_by = models.CharField(max_length=150, blank=True)

    def as_reason(self) -> dict[str, object]:
        """In the place of a criterion's."""
        return {"criterion": "override", "text": self.reason, "level": self.level}


class CityStage(models.Model):
    """The one row that says where the city stands (``stage.Standing``)."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    level = models.PositiveSmallIntegerField(default=1)
    since = models.DateTimeField()
    #: A lower level waits here until it has held long enough.
    lower = models.PositiveSmallIntegerField(null=True)
    lower_since = models.DateTimeField(null=True)
    #: What each criterion found last (``stage.Finding``).
    findings = models.JSONField(default=list)
    #: Why it is at this level: the findings that last put it there.
    reasons = models.JSONField(default=list)
    #: The strictest origin of what the criteria looked at.
    origin = models.CharField(max_length=10)
    #: The assessment that the card shows.
    assessed_at = models.DateTimeField()


class StageChange(models.Model):
    """The city's stage changed; never changed or deleted."""

    before = models.PositiveSmallIntegerField()
    level = models.PositiveSmallIntegerField()
    since = models.DateTimeField()
    #: ``[{"criterion", "text", "level"}]``
    reasons = models.JSONField()
    origin = models.CharField(max_length=10)
    #: Words: one sentence, "stage 3 because …".
    explained = models.JSONField()
    #: What was computed then, and what each criterion found (``stage.Finding``).
    computed = models.PositiveSmallIntegerField(null=True)
    findings = models.JSONField(default=list)
    #: ``computed``, ``set`` by hand, or how an override ended; and by whom.
    cause = models.CharField(max_length=10, default="computed")
    by = models.CharField(max_length=150, blank=True)

    class Meta:
        ordering = ["since", "id"]
