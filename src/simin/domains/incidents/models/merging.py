"""That two incidents are one, and that two are not: what a person decided."""

from django.db import models

from simin.domains.incidents.models.incident import Incident


class Merge(models.Model):
    """One incident became part of another; holds what it takes to undo it."""

    into = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="+")
    duplicate = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="merges")
    at = models.DateTimeField()
    #: What the survivor said of itself before (``unmerging.Said``).
    before = models.JSONField()
    #: State, its time and the end of the duplicate before.
    ended = models.JSONField()
    #: Units that went over, and incidents that were part of the duplicate.
    units = models.JSONField(default=list)
    parts = models.JSONField(default=list)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["into", "undone_at"], name="merge_standing")]


class Distinct(models.Model):
    """Two incidents that a person said are not the same; ``first`` is the smaller number."""

    first = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["first", "second"], name="distinct_once")]
        indexes = [models.Index(fields=["second"], name="distinct_second")]
