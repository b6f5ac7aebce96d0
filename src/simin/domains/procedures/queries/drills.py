"""Drills that can be held, that run, and that were held."""

import msgspec
from django.db.models import QuerySet

from simin.domains.procedures.errors import UnknownDrillError
from simin.domains.procedures.models import Drill, DrillScenario, Step
from simin.domains.procedures.scenario import Scenario
from simin.domains.procedures.states import State
from simin.domains.procedures.summary import StepTime, Summary, seconds
from simin.kit.paging import Page, checked_limit, seal, unseal


def scenarios() -> list[Scenario]:
    """In the pack's order."""
    rows = DrillScenario.objects.values_list("definition", flat=True)
    return [msgspec.convert(row, Scenario) for row in rows]


def scenario(scenario_id: str) -> Scenario:
    """Raises ``UnknownDrillError``."""
    found = {one.id: one for one in scenarios()}.get(scenario_id)
    if found is None:
        raise UnknownDrillError(f"no scenario {scenario_id!r}")
    return found


def drill(number: int) -> Drill:
    """Raises ``UnknownDrillError``."""
    found = Drill.objects.filter(id=number).first()
    if found is None:
        raise UnknownDrillError(f"no drill {number}")
    return found


def running_drills() -> list[Drill]:
    """The newest first."""
    return list(Drill.objects.filter(ended_at=None).order_by("-started_at", "-id"))


def drills(*, scenario: str = "", cursor: str = "", limit: int = 30) -> Page[Drill]:
    """All that were held, the newest first. Raises ``RejectedError`` for a wrong cursor."""
    checked_limit(limit)
    found: QuerySet[Drill] = Drill.objects.order_by("-id")
    if scenario:
        found = found.filter(scenario=scenario)
    if cursor:
        found = found.filter(pk__lt=unseal(cursor, int))
    rows = list(found[: limit + 1])
    more = len(rows) > limit
    return Page(rows[:limit], seal(rows[limit - 1].pk) if more else None)


def held_before(found: Drill, limit: int = 5) -> list[Drill]:
    """Earlier ones of the same scenario, the newest first."""
    if not found.scenario:
        return []
    earlier = Drill.objects.filter(scenario=found.scenario, id__lt=found.pk).exclude(ended_at=None)
    return list(earlier.order_by("-id")[:limit])


def summary(found: Drill) -> Summary:
    """How it went, or goes."""
    rows = Step.objects.filter(run__incident=found.incident).order_by("position", "id")
    return Summary(
        steps=[
            StepTime(
                key=row.key,
                name=row.name,
                state=State(row.state),
                limit=float(row.seconds),
                taken=seconds(row.opened_at, row.ended_at) if row.state == State.DONE else None,
                late=row.late_at is not None,
            )
            for row in rows
        ]
    )
