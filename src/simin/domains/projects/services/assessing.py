"""Compute how projects stand: after every change, and once on each day of the city's calendar."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q, Sum

from simin.domains.places import queries as places
from simin.domains.projects.events import StandingChanged
from simin.domains.projects.forecast import Forecast
from simin.domains.projects.models import (
    BudgetPeriod,
    Milestone,
    ProgressPoint,
    Project,
    SpendingEntry,
)
from simin.domains.projects.services.record import SYSTEM, tell
from simin.domains.projects.standing import Facts, Standing, standing
from simin.domains.projects.states import Phase, Schedule
from simin.kit.outbox import services as outbox


@transaction.atomic
def assess_due(now: datetime) -> int:
    """Assess what was not assessed today; how many. Where nothing is due it only looks."""
    today = places.day_of(now)
    due = Q(assessed_on=None) | Q(assessed_on__lt=today)
    outbox.take_turns()
    found = list(Project.objects.select_for_update().filter(due))
    for project in found:
        assess(project, at=now)
    return len(found)


def assess(project: Project, *, at: datetime) -> None:
    """Inside the caller's transaction."""
    today = places.day_of(at)
    if project.assessed_on is not None:
        today = max(today, project.assessed_on)
    before = (project.schedule, project.cost)
    facts = facts_of(project, today)
    _keep(project, facts, standing(facts))
    if before != (project.schedule, project.cost):
        tell(
            StandingChanged(
                project=project.id,
                schedule=project.schedule,
                cost=project.cost,
                by=SYSTEM,
                at=at,
            )
        )


def facts_of(project: Project, today: date) -> Facts:
    points = list(ProgressPoint.objects.filter(project=project).order_by("on"))
    reports = [(one.on, one.actual) for one in points if one.actual is not None]
    reports = [(on, actual) for on, actual in reports if on <= today]
    return Facts(
        today=today,
        phase=Phase(project.phase),
        starts_on=project.starts_on,
        ends_on=project.ends_on,
        budget=BudgetPeriod.objects.filter(project=project).aggregate(sum=Sum("planned"))["sum"]
        or 0,
        spent=_spent(project, reports[-1][0] if reports else today, today),
        spent_since=_spent(project, today, today) or 0,
        plan=[(one.on, one.planned) for one in points if one.planned is not None],
        reports=reports,
        open_milestones=list(
            Milestone.objects.filter(project=project)
            .filter(Q(reached_on=None) | Q(reached_on__gt=today))
            .values_list("planned_on", flat=True)
        ),
    )


def _spent(project: Project, status_on: date, today: date) -> int | None:
    """By the day of the last report, so that it stands beside what was earned by then."""
    entries = SpendingEntry.objects.filter(project=project, on__lte=today)
    if not entries.exists():
        return None
    return int(entries.filter(on__lte=status_on).aggregate(sum=Sum("amount"))["sum"] or 0)


def _keep(project: Project, facts: Facts, found: Standing) -> None:
    value, ends = found.value, found.forecast
    project.assessed_on = facts.today
    project.schedule, project.cost = found.schedule, found.cost
    project.planned, project.actual = found.planned, found.actual
    project.reported_on = found.reported_on
    project.budget, project.spent = facts.budget, facts.spent
    project.spi = value.spi if value else None
    project.cpi = value.cpi if value else None
    project.eac = value.eac if value else None
    project.overdue_milestones = found.overdue_milestones
    ended = found.schedule in (Schedule.DONE, Schedule.STOPPED)
    if isinstance(ends, Forecast) and not ended:
        project.forecast_on, project.forecast_lack = ends.ends_on, ""
        project.forecast_from, project.forecast_to = ends.earliest, ends.latest
        project.days_late = ends.days_late
    else:
        project.forecast_on = project.forecast_from = project.forecast_to = None
        project.forecast_lack = "" if isinstance(ends, Forecast) else ends
        project.days_late = 0
    project.save()
