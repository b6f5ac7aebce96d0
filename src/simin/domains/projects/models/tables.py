"""Budget, spending, milestones and progress of a project: what files bring."""

from django.db import models

from simin.domains.projects.models.project import Project


class BudgetPeriod(models.Model):
    """What may be spent in a period, both days included."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="budget_periods")
    from_on = models.DateField()
    to_on = models.DateField()
    planned = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "from_on"], name="project_period_once")
        ]


class SpendingEntry(models.Model):
    """What was spent on a day; below zero: came back."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="spendings")
    key = models.CharField(max_length=60)
    on = models.DateField()
    amount = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "key"], name="project_spending_once")
        ]


class Milestone(models.Model):
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="milestones")
    key = models.CharField(max_length=60)
    name = models.JSONField()
    planned_on = models.DateField()
    reached_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "key"], name="project_milestone_once")
        ]
        indexes = [models.Index(fields=["reached_on", "planned_on"], name="milestone_due")]


class ProgressPoint(models.Model):
    """By a day: per cent that was planned, per cent that was done."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="progress")
    on = models.DateField()
    planned = models.FloatField(null=True)
    actual = models.FloatField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "on"], name="project_progress_once")
        ]
