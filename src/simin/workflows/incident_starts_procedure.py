"""An incident begins its procedure, and takes it along: graver, merged, closed, taken up again.

What a recording replays or a generator makes was dealt with when it was recorded or made up; a
procedure begins for it only by hand.
"""

from simin.domains.incidents import queries as incidents
from simin.domains.incidents.events import (
    IncidentAdvanced,
    IncidentEvent,
    IncidentMerged,
    IncidentReopened,
    IncidentReported,
    IncidentUnmerged,
)
from simin.domains.incidents.states import FINAL
from simin.domains.observations import queries as observations
from simin.domains.picture.card import Origin
from simin.domains.procedures import queries, services
from simin.kit.clock import Clock
from simin.kit.outbox.event import Event
from simin.kit.outbox.queries import Delivered

REACTS_TO: tuple[type[Event], ...] = (IncidentEvent,)


def react(delivered: Delivered, *, clock: Clock) -> None:
    event = delivered.event
    if isinstance(event, IncidentReported):
        _begin(event)
    elif isinstance(event, IncidentEvent) and (run := queries.run(event.incident)):
        _take_along(event)
        if run.severity != event.severity:
            services.regrade(event.incident, severity=event.severity, at=event.at)


def _begin(event: IncidentReported) -> None:
    """By when it is told; an incident that has ended meanwhile begins nothing."""
    incident = incidents.incident(event.incident)
    if incident.state not in FINAL and not _plays_by_itself(incident.source):
        services.start(event.incident, at=event.at)


def _plays_by_itself(source: str) -> bool:
    known = observations.sources([source]).get(source)
    return known is not None and known.origin is not Origin.MEASURED


def _take_along(event: IncidentEvent) -> None:
    match event:
        case IncidentMerged(into=into):
            services.set_aside(event.incident, into=into, at=event.at)
        case IncidentReopened() | IncidentUnmerged():
            services.resume(event.incident, at=event.at)
        case IncidentUnmerged() if incidents.incident(event.incident).state not in FINAL:
            services.resume(event.incident, at=event.at)
        case IncidentAdvanced(state=state) if state in FINAL:
            services.end(event.incident, at=event.at)
        case _:
            pass
