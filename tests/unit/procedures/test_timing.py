"""Lateness and escalation as functions of the clock; dead engines and clocks set back."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as some

from simin.domains.procedures.states import State
from simin.domains.procedures.timing import Standing, goes_up, lapses, next_moment

NOON = datetime(2022, 3, 5, 3, tzinfo=UTC)
TEN = timedelta(minutes=10)


def standing(state: State = State.OPEN, **told: object) -> Standing:
    plain = {"due_at": NOON + TEN, "limit": TEN}
    return Standing(state=state, **{**plain, **told})  # type: ignore[arg-type]


def test_it_is_late_from_its_due_time_on() -> None:
    assert not lapses(standing(), NOON + TEN - timedelta(seconds=1))
    assert lapses(standing(), NOON + TEN)
    assert next_moment(standing()) == NOON + TEN


def test_it_goes_up_when_late_and_again_after_each_rest() -> None:
    assert goes_up(standing(State.LATE), NOON + TEN)
    once = standing(State.LATE, escalated_at=NOON + TEN)
    assert not goes_up(once, NOON + 2 * TEN - timedelta(seconds=1))
    assert goes_up(once, NOON + 2 * TEN)
    assert not goes_up(standing(State.LATE, at_top=True), NOON + timedelta(days=9))


def test_whoever_is_next_above_has_a_rest_also_under_a_short_limit() -> None:
    short = standing(State.LATE, limit=timedelta(seconds=30), escalated_at=NOON)
    assert next_moment(short) == NOON + timedelta(minutes=5)


@given(some.sampled_from(sorted(set(State) - {State.OPEN, State.LATE})), some.integers(-9999, 9999))
def test_what_nobody_waits_for_is_never_late(state: State, minutes: int) -> None:
    now = NOON + timedelta(minutes=minutes)
    assert not lapses(standing(state), now) and not goes_up(standing(state), now)
    assert next_moment(standing(state)) is None


@given(some.integers(0, 10_000), some.integers(0, 10_000))
def test_a_clock_set_back_owes_nothing_that_it_did_not_owe(later: int, back: int) -> None:
    now, before = (NOON + timedelta(minutes=one) for one in (later, later - back))
    if not lapses(standing(), now):
        assert not lapses(standing(), before)
