"""A project, and how it stood when it was last assessed."""

from django.db import models


class Project(models.Model):
    id = models.CharField(max_length=60, primary_key=True)
    name = models.JSONField()
    summary = models.JSONField(default=dict)
    outline = models.JSONField(default=dict)
    phase = models.CharField(max_length=20)
    #: Department, and the office of the person who answers for it; never a person's name.
    unit = models.CharField(max_length=100)
    owner = models.JSONField(default=dict)
    starts_on = models.DateField()
    ends_on = models.DateField()
    #: GeoJSON, or null where it has no place; the point stands inside it.
    geometry = models.JSONField(null=True)
    longitude = models.FloatField(null=True)
    latitude = models.FloatField(null=True)
    place = models.JSONField(default=dict)
    districts = models.JSONField(default=list)
    sketch = models.CharField(max_length=20, blank=True)
    indicators = models.JSONField(default=list)
    invented = models.BooleanField(default=False)
    source = models.JSONField(default=dict)
    #: Reason of the fixed list; empty: public.
    withheld = models.CharField(max_length=20, blank=True)
    review_on = models.DateField(null=True)
    rank = models.IntegerField(default=0)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=150)

    # As assessed, so that lists sort and filter without reading every curve.
    assessed_on = models.DateField(null=True, db_index=True)
    schedule = models.CharField(max_length=12, default="unknown")
    cost = models.CharField(max_length=12, default="unknown")
    #: Per cent.
    planned = models.FloatField(null=True)
    actual = models.FloatField(null=True)
    reported_on = models.DateField(null=True)
    budget = models.BigIntegerField(default=0)
    #: Null: nothing was ever told.
    spent = models.BigIntegerField(null=True)
    spi = models.FloatField(null=True)
    cpi = models.FloatField(null=True)
    eac = models.FloatField(null=True)
    #: Forecast end, and its 90 % range.
    forecast_on = models.DateField(null=True)
    forecast_from = models.DateField(null=True)
    forecast_to = models.DateField(null=True)
    #: Why there is none.
    forecast_lack = models.CharField(max_length=10, blank=True)
    #: Days behind the plan by the forecast; sorts lists.
    days_late = models.IntegerField(default=0)
    overdue_milestones = models.PositiveSmallIntegerField(default=0)

    class Meta:
        indexes = [
            models.Index(fields=["rank", "id"], name="project_rank"),
            models.Index(fields=["schedule", "rank", "id"], name="project_schedule"),
            models.Index(fields=["unit", "rank", "id"], name="project_unit"),
        ]

    def __str__(self) -> str:
        return self.id
