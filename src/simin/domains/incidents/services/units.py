"""Send units to incidents and follow them."""

from datetime import datetime

from django.db import transaction

from simin.domains.incidents.errors import StaleError, WrongTransitionError
from simin.domains.incidents.events import UnitAssigned, UnitMoved
from simin.domains.incidents.models import Incident, Unit, UnitAssignment, UnitMove
from simin.domains.incidents.report import checked_time
from simin.domains.incidents.services.record import Told, living, tell
from simin.domains.incidents.states import FINAL
from simin.domains.incidents.units import UnitState, moves
from simin.kit.clock import city_clock
from simin.kit.errors import RejectedError
from simin.kit.text import Text


@transaction.atomic
def assign_unit(
    incident_id: str,
    *,
    unit: str,
    at: datetime,
    received_at: datetime | None = None,
    actor: Text | None = None,
    by: str = "",
) -> bool:
    """The unit is ordered to the incident; false if it is on it already."""
    checked_time("at", at)
    incident = living(incident_id)
    if incident.state in FINAL:
        raise WrongTransitionError(incident.state, UnitState.ORDERED, "nobody is sent any more")
    if not Unit.objects.filter(id=unit).exists():
        raise RejectedError("unit", f"{unit!r} is no unit of this city")
    if UnitAssignment.objects.filter(incident=incident, unit_id=unit).exists():
        return False
    UnitAssignment.objects.create(
        incident=incident, unit_id=unit, state=UnitState.ORDERED, since=at
    )
    _moved(incident, unit, UnitState.ORDERED, at, actor, by)
    tell(UnitAssigned, incident, at=at, received_at=received_at or city_clock().now(), unit=unit)
    return True


@transaction.atomic
def set_unit_state(
    incident_id: str,
    *,
    unit: str,
    state: str,
    at: datetime,
    received_at: datetime | None = None,
    actor: Text | None = None,
    by: str = "",
    seen: str | None = None,
) -> bool:
    """The unit is in ``state`` on the incident; false if it was already.

    Raises ``StaleError`` where it is in another than ``seen``.
    """
    checked_time("at", at)
    incident = living(incident_id)
    assignment = UnitAssignment.objects.filter(incident=incident, unit_id=unit).first()
    if assignment is None:
        raise RejectedError("unit", f"{unit!r} is not on incident {incident.id}")
    if assignment.state == state:
        return False
    if seen is not None and seen != assignment.state:
        raise StaleError("unit", assignment.state)
    moves(assignment.state, state)
    if at < assignment.since:
        raise RejectedError("at", f"before it was {assignment.state} at {assignment.since}")
    _set(assignment, incident, state, at, received_at or city_clock().now(), actor, by)
    return True


def release_all(incident: Incident, told: Told) -> None:
    """Every unit on the incident is free again."""
    on_it = UnitAssignment.objects.filter(incident=incident).exclude(state=UnitState.RELEASED)
    for assignment in on_it:
        _set(
            assignment, incident, UnitState.RELEASED, told.at, told.received_at, told.actor, told.by
        )


def _set(
    assignment: UnitAssignment,
    incident: Incident,
    state: str,
    at: datetime,
    received_at: datetime,
    actor: Text | None,
    by: str,
) -> None:
    assignment.state = state
    assignment.since = at
    assignment.save()
    _moved(incident, assignment.unit_id, state, at, actor, by)
    tell(
        UnitMoved,
        incident,
        at=at,
        received_at=received_at,
        unit=assignment.unit_id,
        state=state,
    )


def _moved(
    incident: Incident, unit: str, state: str, at: datetime, actor: Text | None, by: str
) -> None:
    UnitMove.objects.create(
        incident=incident, unit_id=unit, state=state, at=at, actor=dict(actor or {}), by=by
    )
