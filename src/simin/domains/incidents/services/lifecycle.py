"""Take an incident along its path, or off it."""

from django.db import transaction

from simin.domains.incidents import names
from simin.domains.incidents.errors import WrongTransitionError
from simin.domains.incidents.events import IncidentAdvanced, IncidentNoted, IncidentReopened
from simin.domains.incidents.models import Incident, TimelineEntry
from simin.domains.incidents.report import checked_words
from simin.domains.incidents.services.counters import kept
from simin.domains.incidents.services.record import Told, entered, living, locked, not_stale, tell
from simin.domains.incidents.services.units import release_all
from simin.domains.incidents.states import FINAL, REOPENABLE, State, Step, step
from simin.kit.errors import RejectedError
from simin.kit.text import Text


@transaction.atomic
def advance(incident_id: str, *, state: str, told: Told) -> bool:
    """Take the incident on to ``state``; false if that step was known already.

    What is told of a merged incident goes to the one that it was merged into; a step that that one
    has passed becomes a note. Raises ``WrongTransitionError`` for a step back.
    """
    incident = living(incident_id)
    if not _is_news(incident, state, told, merged=incident.id != incident_id):
        return False
    not_stale(incident, told)
    if told.at < incident.state_since:
        raise RejectedError("at", f"{state} before {incident.state} at {incident.state_since}")
    _go(incident, state, told)
    return True


def mark_false_alarm(incident_id: str, *, told: Told) -> bool:
    """It was nothing; the incident is final and no longer counted."""
    return advance(incident_id, state=State.FALSE_ALARM, told=told)


def _is_news(incident: Incident, state: str, told: Told, *, merged: bool) -> bool:
    if state == State.MERGED:
        raise WrongTransitionError(incident.state, state, "an incident is merged into another one")
    if merged and incident.state in FINAL:
        _write_down(incident, told, told.text or names.state_name(state))
        return False
    match step(incident.kind.states, incident.state, state):
        case Step.FORWARD:
            return True
        case Step.REPEATED:
            return False
        case Step.BEHIND if _has_been(incident, state):
            return False
        case Step.BEHIND if merged:
            _write_down(incident, told, told.text or names.state_name(state))
            return False
    raise WrongTransitionError(incident.state, state, "an incident does not go back")


def _has_been(incident: Incident, state: str) -> bool:
    return TimelineEntry.objects.filter(incident=incident, state=state).exists()


def _go(incident: Incident, state: str, told: Told) -> None:
    before = incident.state
    with kept(incident):
        incident.state = state
        incident.state_since = told.at
        if state == State.ARRIVED:
            incident.arrived_at = told.at
            incident.response_seconds = response_seconds(incident)
        if state in FINAL:
            incident.closed_at = told.at
            release_all(incident, told)
        entered(incident, told, text=told.text or names.state_name(state), state=state)
    tell(
        IncidentAdvanced,
        incident,
        at=told.at,
        received_at=told.received_at,
        before=before,
        state=state,
    )


def response_seconds(incident: Incident) -> int | None:
    """From the report to the arrival, as far as the arrival is known."""
    if incident.arrived_at is None:
        return None
    return round((incident.arrived_at - incident.reported_at).total_seconds())


@transaction.atomic
def note(incident_id: str, *, told: Told) -> bool:
    """Add to the timeline; false if the note of this source and ``external_id`` stands there."""
    checked_words("text", told.text or {})
    incident = living(incident_id)
    if told.external_id and _has_note({incident_id, incident.id}, told, incident):
        return False
    _write_down(incident, told, told.text or {})
    return True


def _has_note(incidents: set[str], told: Told, incident: Incident) -> bool:
    return TimelineEntry.objects.filter(
        incident__in=incidents,
        source=told.source or incident.source,
        external_id=told.external_id,
    ).exists()


def _write_down(incident: Incident, told: Told, text: Text) -> None:
    entered(incident, told, text=text)
    incident.save(update_fields=["last_at", "received_at"])
    tell(IncidentNoted, incident, at=told.at, received_at=told.received_at)


@transaction.atomic
def reopen(incident_id: str, *, told: Told) -> None:
    """An operator takes a closed incident or a false alarm up again, where it stood before.

    ``told.text`` is the reason, and must be given.
    """
    checked_words("text", told.text or {})
    incident = locked(incident_id)
    not_stale(incident, told)
    if incident.state not in REOPENABLE:
        raise WrongTransitionError(incident.state, "reopened", "only what has ended is reopened")
    if told.at < incident.state_since:
        raise RejectedError("at", f"before it ended at {incident.state_since}")
    before = incident.state
    with kept(incident):
        incident.state = _state_before_the_end(incident)
        incident.state_since = told.at
        incident.closed_at = None
        entered(incident, told, text=told.text or {}, state=incident.state)
    tell(
        IncidentReopened,
        incident,
        at=told.at,
        received_at=told.received_at,
        before=before,
        state=incident.state,
    )


def _state_before_the_end(incident: Incident) -> str:
    """The newest state of the timeline that is not an end; there is always the report."""
    ends = [*FINAL, ""]
    return (
        TimelineEntry.objects.filter(incident=incident)
        .exclude(state__in=ends)
        .order_by("-at", "-id")
        .values_list("state", flat=True)[0]
    )
