"""Hold a drill: an incident that says that it is one, and a script that tells what happens in it.

Everything else is the machinery of what is real. Nothing of a drill is counted, and nobody outside
hears of it: its incident is in no picture.
"""

import contextlib
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import datetime, timedelta

import msgspec
from django.db import transaction

from simin.domains.incidents import queries as incidents
from simin.domains.incidents import services as happening
from simin.domains.incidents.services import Change, IncidentReport, Told
from simin.domains.incidents.states import FINAL
from simin.domains.incidents.states import State as IncidentState
from simin.domains.picture.card import Origin
from simin.domains.places import queries as places
from simin.domains.procedures.errors import UnknownDrillError
from simin.domains.procedures.events import DrillEnded, DrillStarted
from simin.domains.procedures.models import Drill, DrillScenario
from simin.domains.procedures.policies import Actor, check_leads
from simin.domains.procedures.scenario import Scenario, ScriptEvent
from simin.domains.procedures.services.record import SYSTEM, actor_words
from simin.kit.clock import city_clock
from simin.kit.errors import RejectedError, SiminError
from simin.kit.outbox import services as outbox
from simin.kit.translated import words

SOURCE = "drill"
#: Drills looked at in one go.
AT_ONCE = 50


@dataclass(frozen=True, kw_only=True)
class Held:
    """What is to be held; ``scenario`` is empty for one that is made up on the spot."""

    scenario: str
    told: Scenario


@transaction.atomic
def define_scenarios(scenarios: Iterable[Scenario]) -> None:
    """Take in the pack's, in place of those before; what was held stays."""
    given = list(scenarios)
    for order, one in enumerate(given):
        plain = {"definition": msgspec.to_builtins(one), "order": order}
        DrillScenario.objects.update_or_create(id=one.id, defaults=plain)
    DrillScenario.objects.exclude(id__in=[one.id for one in given]).delete()


@transaction.atomic
def start_drill(held: Held, *, by: Actor, key: str, at: datetime | None = None) -> int:
    """The drill's number; the same form (``key``) again holds no second one.

    Raises ``RejectedError`` naming the field.
    """
    check_leads(by)
    outbox.take_turns()
    known = Drill.objects.filter(key=key).values_list("id", flat=True).first()
    if known is not None:
        return known
    now, told = at or city_clock().now(), held.told
    _check(told)
    incident = happening.report(_report(told, by, key, now), received_at=now)
    made = Drill.objects.create(
        key=key,
        scenario=held.scenario,
        name=dict(told.name),
        incident=incident,
        started_by=by.username,
        started_at=now,
        script=msgspec.to_builtins(told.script),
        next_at=_next(told.script, 0, now),
    )
    event = DrillStarted(drill=made.pk, incident=incident, scenario=held.scenario, by=by.username)
    outbox.append(event, at=now)
    return made.pk


def _check(told: Scenario) -> None:
    kinds = {one.id: one for one in incidents.kinds()}
    districts = {one.id for one in places.districts()}
    states = kinds[told.kind].states if told.kind in kinds else ()
    for field, reason in told.faults(kinds=kinds, districts=districts, states=states):
        raise RejectedError(field, reason)
    if not any(text.strip() for text in told.title.values()):
        raise RejectedError("title", "say what is supposed to happen")
    if any(len(text) > 160 or "\0" in text for text in told.title.values()):
        raise RejectedError("title", "at most 160 characters")


def _report(told: Scenario, by: Actor, key: str, now: datetime) -> IncidentReport:
    return IncidentReport(
        source=SOURCE,
        external_id=key,
        kind=told.kind,
        reported_at=now,
        origin=Origin.SYNTHETIC,
        title=dict(told.title),
        severity=told.severity,
        drill=True,
        district=told.district,
        longitude=told.longitude,
        latitude=told.latitude,
        text=words("Drill begun: {name}", name=dict(told.name)),
        actor=actor_words(by.username),
    )


def _next(script: Iterable[ScriptEvent], played: int, started: datetime) -> datetime | None:
    left = list(script)[played:]
    return started + timedelta(minutes=left[0].minutes) if left else None


def play_scripts(now: datetime) -> int:
    """Tell what is due at city time ``now``, in order, each event once; how many.

    An engine that was dead tells what it missed with the times at which it was to happen.
    """
    due = Drill.objects.filter(ended_at=None, next_at__lte=now).order_by("next_at", "id")
    numbers = list(due.values_list("id", flat=True)[:AT_ONCE])
    return sum(_play(number, now) for number in numbers) + _end_with_incidents()


@transaction.atomic
def _play(number: int, now: datetime) -> int:
    outbox.take_turns()
    drill = Drill.objects.select_for_update().get(id=number)
    script = msgspec.convert(drill.script, list[ScriptEvent])
    played = 0
    while drill.ended_at is None and drill.next_at is not None and drill.next_at <= now:
        _tell(drill, script[drill.played], drill.next_at)
        drill.played += 1
        drill.next_at = _next(script, drill.played, drill.started_at)
        played += 1
    drill.save(update_fields=["played", "next_at"])
    return played


def _tell(drill: Drill, event: ScriptEvent, at: datetime) -> None:
    """What the incident refuses (it went another way meanwhile) is a note all the same."""
    told = Told(
        at=at,
        actor=words("Script of the drill"),
        origin=Origin.SYNTHETIC,
        text=dict(event.text),
        source=SOURCE,
        external_id=f"{drill.pk}/{drill.played}",
        received_at=city_clock().now(),
    )
    moved = bool(event.state) and _moves(drill.incident, event.state, told)
    if not moved:
        happening.note(drill.incident, told=told)
    if event.severity:
        _grade(drill.incident, event.severity, told)


def _grade(incident_id: str, severity: str, told: Told) -> None:
    found = incidents.incident(incident_id)
    kept = {one.name: getattr(found, one.name) for one in fields(Change)}
    change = Change(**{**kept, "severity": severity})
    graded = replace(told, external_id=f"{told.external_id}/severity")
    with contextlib.suppress(SiminError), transaction.atomic():
        happening.amend(incident_id, change, revision=found.revision, told=graded)


def _moves(incident: str, state: str, told: Told) -> bool:
    try:
        with transaction.atomic():
            return happening.advance(incident, state=state, told=told)
    except SiminError:
        return False


@transaction.atomic
def end_drill(number: int, *, by: Actor) -> bool:
    """Close its incident, and with it its steps; false if it had ended."""
    check_leads(by)
    outbox.take_turns()
    drill = Drill.objects.select_for_update().filter(id=number).first()
    if drill is None:
        raise UnknownDrillError(f"no drill {number}")
    if drill.ended_at is not None:
        return False
    incident = incidents.incident(drill.incident)
    now = max(city_clock().now(), incident.state_since)
    if incident.state not in FINAL:
        text = words("The drill is over")
        told = Told(at=now, actor=actor_words(by.username), origin=Origin.SYNTHETIC, text=text)
        happening.advance(incident.id, state=IncidentState.CLOSED, told=told)
    _over(drill, now, by.username)
    return True


def _end_with_incidents() -> int:
    """A drill whose incident was closed at the desk is over."""
    ended = 0
    for drill in Drill.objects.filter(ended_at=None):
        closed_at = incidents.incident(drill.incident).closed_at
        if closed_at is not None:
            with transaction.atomic():
                _over(drill, closed_at, SYSTEM)
            ended += 1
    return ended


def _over(drill: Drill, at: datetime, by: str) -> None:
    drill.ended_at, drill.ended_by, drill.next_at = at, by, None
    drill.save(update_fields=["ended_at", "ended_by", "next_at"])
    event = DrillEnded(drill=drill.pk, incident=drill.incident, scenario=drill.scenario, by=by)
    outbox.append(event, at=at)
