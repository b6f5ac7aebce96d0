"""Hand committed events to the stories that wait for them, in order, each exactly once.

What the stories write commits together with the cursor that says they have heard.
"""

from collections.abc import Iterator, Sequence
from typing import Protocol

from django.db import transaction

from simin.kit.clock import Clock
from simin.kit.outbox import queries, services
from simin.kit.outbox.event import Event
from simin.kit.outbox.queries import Delivered

READER = "workflows"
#: Events read at a time; a story's own events come in a later round.
ROUND = 200


class Story(Protocol):
    """A module of ``simin.workflows``.

    One that says ``ONCE_A_ROUND = True`` states what is true now, whatever led there: of all the
    events of a round it hears the last only, after the other stories. One that has
    ``react_together(heard, *, clock)`` hears them all at once instead.
    """

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


@transaction.atomic
def _run_round(stories: Sequence[Story], clock: Clock) -> int:
    """All of a round or nothing of it: a failure leaves the cursor before its first event."""
    pending = list(queries.after(queries.position(READER), limit=ROUND))
    for story, delivered in _told(stories, pending):
        story.react(delivered, clock=clock)
    for story in filter(_hears_together, stories):
        if heard := [one for one in pending if _hears(story, one)]:
            story.react_together(heard, clock=clock)  # type: ignore[attr-defined]
    if pending:
        services.move(READER, pending[-1].position)
    return len(pending)


def _told(
    stories: Sequence[Story], pending: Sequence[Delivered]
) -> Iterator[tuple[Story, Delivered]]:
    for delivered in pending:
        for story in stories:
            if _hears_each(story) and _hears(story, delivered):
                yield story, delivered
    for story in filter(_once_a_round, stories):
        heard = [one for one in pending if _hears(story, one)]
        if heard:
            yield story, heard[-1]


def _hears_each(story: Story) -> bool:
    return not _once_a_round(story) and not _hears_together(story)


def _hears_together(story: Story) -> bool:
    return hasattr(story, "react_together")


def _once_a_round(story: Story) -> bool:
    return getattr(story, "ONCE_A_ROUND", False)


def _hears(story: Story, delivered: Delivered) -> bool:
    return isinstance(delivered.event, story.REACTS_TO)
