"""What a step does by itself when it begins: notifies, opens cameras, drafts a warning.

What cannot be done stays open for a person, with the reason.
"""

from datetime import datetime
from typing import Any

import msgspec

from simin.domains.incidents import queries as incidents
from simin.domains.picture.card import Origin
from simin.domains.procedures import queries, services
from simin.domains.procedures.definition import Deed
from simin.domains.procedures.errors import UnknownStepError
from simin.domains.procedures.events import StepMoved
from simin.domains.procedures.queries import Step
from simin.domains.procedures.states import Act
from simin.domains.warnings import services as warnings
from simin.kit.clock import Clock, SystemClock
from simin.kit.errors import RejectedError
from simin.kit.outbox.event import Event
from simin.kit.outbox.queries import Delivered
from simin.workflows.incident_suggests_warning import suggestion

REACTS_TO: tuple[type[Event], ...] = (StepMoved,)
#: How packs call the sort of facility that is opened; how far and how many, they say too.
CAMERA = "camera"

type Outcome = dict[str, Any]


def react(delivered: Delivered, *, clock: Clock) -> None:
    event = delivered.event
    if not isinstance(event, StepMoved) or event.act != Act.OPEN:
        return
    try:
        step = queries.step(event.number)
    except UnknownStepError:  # the severity changed meanwhile, and it is asked for no more
        return
    if step.action is not None and step.acted_at is None:
        outcome = _do(step, clock.now())
        services.acted(step.pk, outcome=outcome, succeeded="why" not in outcome)


def _do(step: Step, now: datetime) -> Outcome:
    action = step.action or {}
    match action["do"]:
        case Deed.NOTIFY:
            return _notify(step, action.get("role", ""), action.get("unit", ""))
        case Deed.OPEN_CAMERAS:
            return _cameras(step)
        case _:
            return _draft(step, now)


def _notify(step: Step, role: str, unit: str) -> Outcome:
    told = services.notify(step.pk, role=role, unit=unit, now=SystemClock().now())
    return {"told": told} if told else {"why": "nobody"}


def _cameras(step: Step) -> Outcome:
    """Marks them for the room, which opens what is marked."""
    incident = incidents.incident(step.run.incident)
    if incident.longitude is None or incident.latitude is None:
        return {"why": "no-place"}
    near = [
        msgspec.to_builtins(place)
        for found in incidents.nearest(incident)
        if found.role == CAMERA
        for place in found.places
    ]
    return {"cameras": near} if near else {"why": "no-camera"}


def _draft(step: Step, now: datetime) -> Outcome:
    incident = incidents.incident(step.run.incident)
    try:
        number = warnings.draft(
            suggestion(incident.id, now),
            incident=incident.id,
            origin=Origin(incident.origin),
            exercise=incident.drill,
            submission=f"step/{step.pk}",
            by=_author(step),
            at=now,
        )
    except RejectedError as error:
        return {"why": "refused", "field": error.field}
    return {"warning": number}


def _author(step: Step) -> str:
    """Whoever finished what it waited for: then that one does not approve it alone."""
    before = {one.key: one for one in queries.steps(step.run.incident)}.get(step.after)
    return before.ended_by if before and before.ended_by else step.run.started_by
