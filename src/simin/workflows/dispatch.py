"""Hand committed events to the stories that wait for them, in order, each exactly once.

What the stories write commits together with the cursor that says they have heard.
"""

import time
from collections.abc import Callable, Sequence
from typing import Protocol, TypeGuard

from django.db import transaction

from simin.kit.clock import Clock
from simin.kit.outbox import queries, services
from simin.kit.outbox.event import Event
from simin.kit.outbox.queries import Delivered

READER = "workflows"
#: Events read at a time; a story's own events come in a later round.
ROUND = 200
#: Events passed at most before others get their turn: stories may answer each other for ever.
MOST = 4000
#: Seconds after which a round takes no further event: while it stands, nobody else writes.
HELD = 0.1

type Stopwatch = Callable[[], float]


class Story(Protocol):
    """A module of ``simin.workflows``.

    One that says ``ONCE_A_ROUND = True`` states what is true now, whatever led there: of all the
    events of a round it hears the last only, after the other stories.
    """

    REACTS_TO: tuple[type[Event], ...]

    def react(self, delivered: Delivered, *, clock: Clock) -> None:
        """Do what follows from the event; runs inside the dispatcher's transaction."""


class TogetherStory(Story, Protocol):
    """One that hears all that concerns it of a round at once, in place of each."""

    def react_together(self, heard: Sequence[Delivered], *, clock: Clock) -> None:
        """Do what follows from them, in their order."""


def run_pending(
    stories: Sequence[Story],
    *,
    clock: Clock,
    seconds: float = float("inf"),
    stopwatch: Stopwatch = time.monotonic,
) -> int:
    """Deliver what waits; how many events were passed.

    No further round begins after ``seconds``: what then waits is heard the next time.
    """
    passed, ends = 0, stopwatch() + seconds
    while passed < MOST:
        count = _run_round(stories, clock, stopwatch)
        passed += count
        if count == 0 or stopwatch() > ends:
            break
    return passed


@transaction.atomic
def _run_round(stories: Sequence[Story], clock: Clock, stopwatch: Stopwatch) -> int:
    """All of a round or nothing of it: a failure leaves the cursor before its first event."""
    waiting = list(queries.after(queries.position(READER), limit=ROUND))
    heard = _tell_each(
        [story for story in stories if _hears_each(story)], waiting, clock, stopwatch
    )
    for of_many in filter(_hears_together, stories):
        if together := [one for one in heard if _hears(of_many, one)]:
            of_many.react_together(together, clock=clock)
    for story in filter(_once_a_round, stories):
        if last := [one for one in heard if _hears(story, one)][-1:]:
            story.react(last[0], clock=clock)
    if heard:
        services.move(READER, heard[-1].position)
    return len(heard)


def _tell_each(
    stories: Sequence[Story], waiting: Sequence[Delivered], clock: Clock, stopwatch: Stopwatch
) -> Sequence[Delivered]:
    """Those of ``waiting`` that the time of a round was enough for; one at least."""
    ends = stopwatch() + HELD
    for place, delivered in enumerate(waiting, 1):
        for story in stories:
            if _hears(story, delivered):
                story.react(delivered, clock=clock)
        if stopwatch() > ends:
            return waiting[:place]
    return waiting


def _hears_each(story: Story) -> bool:
    return not _once_a_round(story) and not _hears_together(story)


def _hears_together(story: Story) -> TypeGuard[TogetherStory]:
    return hasattr(story, "react_together")


def _once_a_round(story: Story) -> bool:
    return getattr(story, "ONCE_A_ROUND", False)


def _hears(story: Story, delivered: Delivered) -> bool:
    return isinstance(delivered.event, story.REACTS_TO)
