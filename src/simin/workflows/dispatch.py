"""Hand committed events to the stories that wait for them, in order, each exactly once."""

from collections.abc import Sequence
from typing import Protocol

from django.db import transaction

from simin.kit.clock import Clock
from simin.kit.outbox import queries, services
from simin.kit.outbox.event import Event
from simin.kit.outbox.queries import Delivered

READER = "workflows"
#: Events read at a time; a story's own events come in a later round.
ROUND = 500


class Story(Protocol):
    """A module of ``simin.workflows``."""

    REACTS_TO: tuple[type[Event], ...]

    def react(self, delivered: Delivered, *, clock: Clock) -> None:
        """Do what follows from the event; runs inside the dispatcher's transaction."""


def run_pending(stories: Sequence[Story], *, clock: Clock, rounds: int = 20) -> int:
    """Deliver what waits, at most ``rounds`` rounds; how many events were passed."""
    passed = 0
    for _ in range(rounds):
        count = _run_round(stories, clock)
        passed += count
        if count == 0:
            break
    return passed


def _run_round(stories: Sequence[Story], clock: Clock) -> int:
    pending = list(queries.after(queries.position(READER), limit=ROUND))
    idle_until = 0
    for delivered in pending:
        waiting = [story for story in stories if isinstance(delivered.event, story.REACTS_TO)]
        if waiting:
            _tell(waiting, delivered, clock)
            idle_until = 0
        else:
            idle_until = delivered.position
    if idle_until:
        services.move(READER, idle_until)
    return len(pending)


def _tell(waiting: Sequence[Story], delivered: Delivered, clock: Clock) -> None:
    with transaction.atomic():
        for story in waiting:
            story.react(delivered, clock=clock)
        services.move(READER, delivered.position)
