"""Procedures that run, their steps, and whose turn it is."""

from collections.abc import Collection, Mapping

from django.db.models import Case, Count, Q, QuerySet, Value, When

from simin.domains.identity import queries as identity
from simin.domains.identity.policies import ACTING_ROLES
from simin.domains.identity.queries import Account
from simin.domains.procedures import policies
from simin.domains.procedures.errors import UnknownStepError
from simin.domains.procedures.models import Reached, Run, Step, StepEntry, StepEvidence
from simin.domains.procedures.policies import Actor
from simin.domains.procedures.states import UNDONE, WAITING, Course, Party, State


def actor(account: Account) -> Actor:
    """What ``account`` is to procedures now."""
    unit = account.department_id or ""
    return Actor(username=account.username, roles=identity.roles_of(account.pk), unit=unit)


def run(incident_id: str) -> Run | None:
    """The procedure of an incident, running or ended."""
    return Run.objects.filter(incident=incident_id).first()


def steps(incident_id: str) -> list[Step]:
    """In their order."""
    found = Step.objects.filter(run__incident=incident_id).select_related("run")
    return list(found.order_by("position", "id"))


def step(number: int) -> Step:
    """Raises ``UnknownStepError``."""
    found = Step.objects.select_related("run").filter(id=number).first()
    if found is None:
        raise UnknownStepError(f"no step {number}")
    return found


def undone(incident_id: str) -> list[Step]:
    """What would be missed if the incident ended now."""
    return [one for one in steps(incident_id) if one.state in UNDONE]


def reached(step_id: int) -> list[str]:
    """Units to which a late step went up, the nearest first."""
    found = Reached.objects.filter(step=step_id).order_by("level", "unit")
    return list(found.values_list("unit", flat=True))


def reached_by(incident_id: str) -> dict[int, list[str]]:
    """For each step of an incident that went up, the units that it reached."""
    return _by_step(Reached.objects.filter(step__run__incident=incident_id))


def reached_of(steps: Collection[int]) -> dict[int, list[str]]:
    """The same for any steps, asked for at once."""
    return _by_step(Reached.objects.filter(step__in=steps))


def _by_step(rows: QuerySet[Reached]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for step_id, unit in rows.order_by("level", "unit").values_list("step_id", "unit"):
        found.setdefault(step_id, []).append(unit)
    return found


def parties(by: Actor, found: Step) -> frozenset[Party]:
    return policies.parties(by, found, reached(found.pk))


def entries(incident_id: str) -> list[StepEntry]:
    """All that happened to its steps, oldest first."""
    found = StepEntry.objects.filter(step__run__incident=incident_id).select_related("step")
    return list(found.order_by("at", "id"))


def evidence(incident_id: str) -> list[StepEvidence]:
    """What was handed in, oldest first."""
    found = StepEvidence.objects.filter(step__run__incident=incident_id)
    return list(found.select_related("step").order_by("at", "id"))


def piece_of_evidence(number: int) -> StepEvidence:
    """Raises ``UnknownStepError``."""
    found = StepEvidence.objects.select_related("step__run").filter(id=number).first()
    if found is None:
        raise UnknownStepError(f"no evidence {number}")
    return found


def open_steps_of(by: Actor, limit: int = 100) -> list[Step]:
    """What is asked of somebody's office now, what is late first, then what is due first."""
    if ACTING_ROLES.isdisjoint(by.roles):
        return []
    own = Q(role__in=by.roles) & Q(unit__in=["", by.unit])
    if by.unit:
        went_up = Reached.objects.filter(unit=by.unit).values("step")
        own |= Q(role="", unit=by.unit) | Q(id__in=went_up)
    found = Step.objects.filter(own, state__in=WAITING, run__course=Course.RUNNING)
    late_first = Case(When(state=State.LATE, then=Value(0)), default=Value(1))
    return list(found.select_related("run").order_by(late_first, "due_at", "id")[:limit])


def late_steps(limit: int = 50, *, drills: bool = False) -> list[Step]:
    """Those that are late now, the longest first; of drills only where they are asked for."""
    found = Step.objects.filter(state=State.LATE, run__course=Course.RUNNING)
    if not drills:
        found = found.filter(run__drill=False)
    return list(found.select_related("run").order_by("due_at", "id")[:limit])


def late_counts(incidents: Collection[str]) -> Mapping[str, int]:
    """Incident to how many of its steps are late now; none: it is left out."""
    found = Step.objects.filter(run__incident__in=incidents, run__course=Course.RUNNING)
    rows = found.filter(state=State.LATE).values_list("run__incident").annotate(Count("id"))
    return {str(incident): int(number) for incident, number in rows}


def owners(found: Step, unit: str | None = None) -> list[Account]:
    """Who acts for the owner, or for ``unit`` to which it went up; by username."""
    return identity.acting_for(unit or found.unit, "" if unit else found.role)
