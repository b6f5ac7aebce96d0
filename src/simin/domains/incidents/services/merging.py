"""Two incidents turn out to be one; nothing that was known of either is lost."""

from datetime import datetime

from django.db import transaction

from simin.domains.incidents.errors import WrongTransitionError
from simin.domains.incidents.events import IncidentMerged, IncidentNoted
from simin.domains.incidents.grades import Severity
from simin.domains.incidents.models import Incident, UnitAssignment
from simin.domains.incidents.services.counters import kept
from simin.domains.incidents.services.lifecycle import response_seconds
from simin.domains.incidents.services.record import Told, entered, locked, tell
from simin.domains.incidents.states import State
from simin.kit.errors import RejectedError
from simin.kit.translated import words


@transaction.atomic
def merge(into: str, *, duplicate: str, told: Told) -> bool:
    """``duplicate`` is the same as ``into``; false if that was known already.

    ``into`` takes over the earlier times, the worse severity and the units. What the channels of
    the duplicate go on telling arrives at ``into``.
    """
    kept_one, ended = _both(into, duplicate)
    if ended.merged_into_id == kept_one.id:
        return False
    _check(kept_one, ended)
    with kept(kept_one, ended):
        _take_over(kept_one, ended)
        _end(ended, kept_one, told)
        entered(kept_one, told, text=words("Merged with {number}", number=ended.id))
    Incident.objects.filter(merged_into=ended).update(merged_into=kept_one)
    tell(IncidentNoted, kept_one, at=told.at, received_at=told.received_at)
    tell(IncidentMerged, ended, at=told.at, received_at=told.received_at, into=kept_one.id)
    return True


def _both(into: str, duplicate: str) -> tuple[Incident, Incident]:
    """Both, locked in one order, so that two merges cannot wait for each other."""
    found = {name: locked(name) for name in sorted({into, duplicate})}
    return found[into], found[duplicate]


def _check(into: Incident, duplicate: Incident) -> None:
    if into.id == duplicate.id:
        raise RejectedError("into", "an incident is not merged into itself")
    for incident in (into, duplicate):
        if incident.state == State.MERGED:
            raise WrongTransitionError(
                incident.state, State.MERGED, f"{incident.id} is part of {incident.merged_into_id}"
            )
    if into.drill != duplicate.drill:
        raise RejectedError("into", "a drill and a real incident are never one")


def _take_over(into: Incident, duplicate: Incident) -> None:
    into.reported_at = min(into.reported_at, duplicate.reported_at)
    into.occurred_at = _earlier(into.occurred_at, duplicate.occurred_at)
    into.detected_at = _earlier(into.detected_at, duplicate.detected_at)
    into.arrived_at = _earlier(into.arrived_at, duplicate.arrived_at)
    into.response_seconds = response_seconds(into)
    into.severity = min(into.severity, duplicate.severity, key=lambda word: Severity(word).rank)
    already = UnitAssignment.objects.filter(incident=into).values("unit")
    UnitAssignment.objects.filter(incident=duplicate).exclude(unit__in=already).update(
        incident=into
    )


def _end(duplicate: Incident, into: Incident, told: Told) -> None:
    duplicate.state = State.MERGED
    duplicate.state_since = told.at
    duplicate.closed_at = told.at
    duplicate.merged_into = into
    text = words("Merged into {number}", number=into.id)
    entered(duplicate, told, text=text, state=State.MERGED)


def _earlier(one: datetime | None, other: datetime | None) -> datetime | None:
    return min(one, other) if one and other else one or other
