"""Gather which projects the rules of attention look at."""

from collections.abc import Collection, Iterator
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from simin.domains.picture.card import Origin
from simin.domains.projects import cards, queries
from simin.domains.projects.queries import Milestone, Project
from simin.workflows.attention.situation import ProjectNow


def projects_now(now: datetime, zone: ZoneInfo) -> Iterator[ProjectNow]:
    withheld = queries.withheld_ids()
    found = queries.due(now.astimezone(zone).date())
    for late in found.late:
        yield _project(late, zone, withheld, days_late=late.days_late)
    for over in found.over:
        yield _project(over, zone, withheld, cost_percent=_cost_percent(over))
    for milestone in found.milestones:
        yield _milestone(milestone, zone, withheld)


def _cost_percent(one: Project) -> float:
    """What it will cost, or has cost already."""
    return 100 * max(one.eac or 0, one.spent or 0) / one.budget if one.budget else 100.0


def _project(
    one: Project,
    zone: ZoneInfo,
    withheld: Collection[str],
    *,
    days_late: int | None = None,
    cost_percent: float | None = None,
) -> ProjectNow:
    return ProjectNow(
        card=cards.project_id(one.id),
        withheld=one.id in withheld,
        title=one.name,
        days_late=days_late,
        cost_percent=cost_percent,
        since=_midnight(one.reported_on, zone) if one.reported_on else None,
        origin=_origin(one),
    )


def _milestone(one: Milestone, zone: ZoneInfo, withheld: Collection[str]) -> ProjectNow:
    return ProjectNow(
        card=cards.project_id(one.project_id),
        withheld=one.project_id in withheld,
        title=one.project.name,
        milestone=one.name,
        due_clock=f"{one.planned_on:%m-%d}",
        since=_midnight(one.planned_on, zone),
        origin=_origin(one.project),
    )


def _origin(one: Project) -> Origin:
    return Origin.SYNTHETIC if one.invented else Origin.MEASURED


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time.min, zone)
