"""One event is one alert: what comes back before the quiet time has passed is the same one."""

import itertools
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from simin.domains.alerts.episode import State, episodes

START = datetime(2022, 3, 5, tzinfo=UTC)
QUIET = timedelta(hours=2)


def hour(number: int) -> datetime:
    return START + timedelta(hours=number)


def told(*truth: bool) -> list[tuple[datetime, bool]]:
    return [(hour(number), true) for number, true in enumerate(truth)]


def test_what_never_was_true_is_no_alert() -> None:
    assert list(episodes(told(False, False), QUIET)) == []


def test_it_opens_rests_and_ends() -> None:
    (one,) = episodes(told(False, True, True, False, False, False, False), QUIET)
    assert (one.opened_at, one.rested_at, one.ended_at) == (hour(1), hour(3), hour(5))
    assert one.state is State.ENDED


def test_what_comes_back_soon_is_the_same_event() -> None:
    (one,) = episodes(told(True, False, True, False), QUIET)
    assert (one.opened_at, one.state, one.returns) == (hour(0), State.RESTING, 1)
    assert one.rested_at == hour(3)


def test_what_comes_back_late_is_another() -> None:
    first, second = episodes(told(True, False, False, False, True), QUIET)
    assert (first.opened_at, first.ended_at) == (hour(0), hour(3))
    assert (second.opened_at, second.state) == (hour(4), State.OPEN)


@given(st.lists(st.booleans(), max_size=80), st.integers(0, 5))
def test_every_true_moment_lies_in_one_alert_and_alerts_lie_apart(
    truth: list[bool], quiet: int
) -> None:
    found = list(episodes(told(*truth), timedelta(hours=quiet)))
    spans = [(one.opened_at, one.rested_at or hour(len(truth))) for one in found]
    for at, true in told(*truth):
        assert sum(begin <= at < end for begin, end in spans) == true or not true
    for before, after in itertools.pairwise(spans):
        assert after[0] - before[1] > timedelta(hours=quiet)
