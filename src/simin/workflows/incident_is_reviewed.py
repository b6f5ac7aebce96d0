"""When an incident ends its report is written and kept as it was then; each ending has its own.

Heard after everything else that follows an ending, so that what they did stands in it.
"""

from simin.domains.incidents import queries as incidents
from simin.domains.incidents import services
from simin.domains.incidents.events import IncidentAdvanced
from simin.domains.incidents.states import State
from simin.kit.clock import Clock
from simin.kit.outbox.event import Event
from simin.kit.outbox.queries import Delivered
from simin.workflows.after_action import review, worth_keeping

REACTS_TO: tuple[type[Event], ...] = (IncidentAdvanced,)


def react(delivered: Delivered, *, clock: Clock) -> None:
    event = delivered.event
    ends = (State.CLOSED, State.FALSE_ALARM)
    if not isinstance(event, IncidentAdvanced) or event.state not in ends:
        return
    if worth_keeping(incidents.incident(event.incident)):
        services.keep_report(event.incident, review(event.incident), at=event.at)
