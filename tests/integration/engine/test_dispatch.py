"""Stories hear of each committed event once, in order, whatever fails in between."""

from datetime import timedelta

import pytest
from django.db import transaction

from simin.kit.clock import FixedClock
from simin.kit.outbox import queries, services
from simin.kit.outbox.event import Event
from simin.workflows import dispatch
from tests.factories.cards import NOON

pytestmark = pytest.mark.django_db(transaction=True)


class BellRung(Event, frozen=True, kw_only=True):
    times: int


class DoorOpened(Event, frozen=True, kw_only=True):
    pass


class Listener:
    """A story that remembers what it heard, and can be made to fail."""

    REACTS_TO = (BellRung,)

    def __init__(self, *, answers: bool = False) -> None:
        self.heard: list[int] = []
        self.fails_at: int | None = None
        self.answers = answers

    def react(self, delivered, *, clock):
        if delivered.event.times == self.fails_at:
            raise OSError("the bell is broken")
        self.heard.append(delivered.event.times)
        if self.answers and delivered.event.times < 3:
            services.append(BellRung(times=delivered.event.times + 1), at=clock.now())


CLOCK = FixedClock(NOON)


def tell(*events: Event) -> None:
    with transaction.atomic():
        services.append(*events, at=NOON + timedelta(seconds=1))


def test_events_are_heard_once_and_in_order():
    story = Listener()
    tell(BellRung(times=1), DoorOpened(), BellRung(times=2))
    dispatch.run_pending([story], clock=CLOCK)
    dispatch.run_pending([story], clock=CLOCK)
    assert story.heard == [1, 2]


def test_what_a_story_causes_is_heard_too():
    story = Listener(answers=True)
    tell(BellRung(times=1))
    dispatch.run_pending([story], clock=CLOCK)
    assert story.heard == [1, 2, 3]


def test_a_failure_leaves_the_cursor_before_its_round():
    story = Listener()
    story.fails_at = 2
    tell(BellRung(times=1), BellRung(times=2))
    with pytest.raises(OSError, match="broken"):
        dispatch.run_pending([story], clock=CLOCK)
    assert queries.position(dispatch.READER) == 0
    story.fails_at, story.heard = None, []
    dispatch.run_pending([story], clock=CLOCK)
    assert story.heard == [1, 2]


def test_events_nobody_waits_for_are_passed():
    tell(*[DoorOpened()] * 5)
    dispatch.run_pending([Listener()], clock=CLOCK)
    assert queries.position(dispatch.READER) == queries.head()


def test_an_event_outside_a_transaction_is_refused():
    with pytest.raises(transaction.TransactionManagementError):
        services.append(DoorOpened(), at=NOON)


def test_a_service_that_fails_leaves_no_event():
    with pytest.raises(ValueError, match="no"), transaction.atomic():
        services.append(DoorOpened(), at=NOON)
        raise ValueError("no")
    assert queries.head() == 0


def test_a_story_of_the_present_hears_the_last_of_a_round():
    story = Listener()
    story.ONCE_A_ROUND = True
    tell(BellRung(times=1), BellRung(times=2), DoorOpened())
    dispatch.run_pending([story], clock=CLOCK)
    assert story.heard == [2]
    assert queries.position(dispatch.READER) == queries.head()


def test_a_story_that_hears_together_hears_all_of_a_round_at_once():
    rounds = []
    story = Listener()
    story.react_together = lambda heard, *, clock: rounds.append([h.event.times for h in heard])
    tell(BellRung(times=1), DoorOpened(), BellRung(times=2))
    dispatch.run_pending([story], clock=CLOCK)
    assert (rounds, story.heard) == ([[1, 2]], [])
    dispatch.run_pending([story], clock=CLOCK)
    assert len(rounds) == 1


class Stopwatch:
    """Shows the seconds that its test lets pass."""

    def __init__(self) -> None:
        self.shows = 0.0

    def __call__(self) -> float:
        return self.shows


class Slow(Listener):
    """Takes a second to hear of each."""

    def __init__(self, stopwatch: Stopwatch) -> None:
        super().__init__()
        self.stopwatch = stopwatch

    def react(self, delivered, *, clock):
        super().react(delivered, clock=clock)
        self.stopwatch.shows += 1


def test_a_round_that_takes_long_is_cut_short_and_nothing_of_it_is_lost():
    stopwatch, rounds = Stopwatch(), []
    slow, together = Slow(stopwatch), Listener()
    together.react_together = lambda heard, *, clock: rounds.append([h.event.times for h in heard])
    tell(BellRung(times=1), BellRung(times=2), BellRung(times=3))
    dispatch.run_pending([slow, together], clock=CLOCK, stopwatch=stopwatch)
    assert (slow.heard, rounds) == ([1, 2, 3], [[1], [2], [3]])


def test_what_waits_when_time_is_up_is_heard_the_next_time():
    stopwatch = Stopwatch()
    story = Slow(stopwatch)
    tell(BellRung(times=1), BellRung(times=2), BellRung(times=3))
    dispatch.run_pending([story], clock=CLOCK, seconds=1.5, stopwatch=stopwatch)
    assert story.heard == [1, 2]
    dispatch.run_pending([story], clock=CLOCK, seconds=1.5, stopwatch=stopwatch)
    assert story.heard == [1, 2, 3]
