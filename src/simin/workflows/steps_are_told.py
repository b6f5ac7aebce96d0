"""Whoever has to do a step is told when it begins, when it is late, and when it went up to them."""

from simin.domains.procedures import services
from simin.domains.procedures.events import StepEscalated, StepMoved
from simin.domains.procedures.states import Act
from simin.kit.clock import Clock, SystemClock
from simin.kit.outbox.event import Event
from simin.kit.outbox.queries import Delivered

REACTS_TO: tuple[type[Event], ...] = (StepMoved, StepEscalated)


def react(delivered: Delivered, *, clock: Clock) -> None:
    now = SystemClock().now()
    match delivered.event:
        case StepMoved(act=Act.OPEN, number=number):
            services.tell_of(number, act="open", now=now)
        case StepMoved(act=Act.LAPSE, number=number):
            services.tell_of(number, act="late", now=now)
        case StepEscalated(number=number, unit=unit):
            services.tell_of(number, act="escalate", unit=unit, now=now)
        case _:
            pass
