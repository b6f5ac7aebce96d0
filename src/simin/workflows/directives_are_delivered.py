"""Whoever a directive concerns is left word of it; the worker brings it through the channels."""

from simin.domains.directives import services
from simin.domains.directives.events import DirectiveEvent, DirectiveMoved, DirectiveNoted
from simin.kit.clock import Clock, SystemClock
from simin.kit.outbox.event import Event
from simin.kit.outbox.queries import Delivered

REACTS_TO: tuple[type[Event], ...] = (DirectiveMoved, DirectiveNoted)


def react(delivered: Delivered, *, clock: Clock) -> None:
    event = delivered.event
    if isinstance(event, DirectiveMoved | DirectiveNoted):
        _leave_word(event, event.act)


def _leave_word(event: DirectiveEvent, act: str) -> None:
    services.tell_of(
        event.directive,
        position=event.position,
        act=act,
        by=event.by,
        now=SystemClock().now(),
    )
