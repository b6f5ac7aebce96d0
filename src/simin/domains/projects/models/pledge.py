"""What was promised to the city."""

from django.db import models


class Pledge(models.Model):
    id = models.CharField(max_length=60, primary_key=True)
    name = models.JSONField()
    text = models.JSONField(default=dict)
    theme = models.CharField(max_length=60, blank=True)
    unit = models.CharField(max_length=100)
    #: Empty: the whole city.
    districts = models.JSONField(default=list)
    status = models.CharField(max_length=12)
    status_since = models.DateTimeField()
    #: Per cent that is fulfilled, as its department says.
    percent = models.FloatField(default=0)
    due_on = models.DateField()
    projects = models.JSONField(default=list)
    #: ``{"text", "link", "at", "by"}``, oldest first.
    evidence = models.JSONField(default=list)
    invented = models.BooleanField(default=False)
    rank = models.IntegerField(default=0)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=150)
    #: Counts every change.
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [
            models.Index(fields=["rank", "id"], name="pledge_rank"),
            models.Index(fields=["unit", "rank"], name="pledge_unit"),
            models.Index(fields=["status", "rank"], name="pledge_status"),
        ]

    def __str__(self) -> str:
        return self.id
