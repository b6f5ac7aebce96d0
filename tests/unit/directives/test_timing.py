"""Reminders and escalation are functions of the clock, however often and when it is asked."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simin.domains.directives.states import WAITING, State
from simin.domains.directives.timing import (
    LIMIT,
    Cause,
    Priority,
    Standing,
    Step,
    StepKind,
    is_late,
    next_moment,
    owed,
)

ISSUED = datetime(2026, 3, 5, 3, 0, tzinfo=UTC)
DAY = timedelta(days=1)
TOP = 3


def standing(**changes: object) -> Standing:
    plain = Standing(
        state=State.ISSUED, priority=Priority.NORMAL, issued_at=ISSUED, due_at=ISSUED + 7 * DAY
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def take(now: Standing, steps: list[Step], at: datetime) -> Standing:
    """As the service does."""
    for step in steps:
        now = replace(now, taken=now.taken | {step.key})
        if step.kind is StepKind.ESCALATE:
            level = now.level + 1
            now = replace(
                now, state=State.ESCALATED, level=level, escalated_at=at, at_top=level >= TOP
            )
    return now


def lived(now: Standing, asked: list[datetime]) -> tuple[Standing, list[tuple[datetime, Step]]]:
    told: list[tuple[datetime, Step]] = []
    for at in asked:
        steps = owed(now, at)
        told += [(at, step) for step in steps]
        now = take(now, steps, at)
    return now, told


moments = st.lists(st.integers(-100, 9 * 24 * 60), min_size=1, max_size=20).map(
    lambda minutes: [ISSUED + timedelta(minutes=one) for one in minutes]
)
standings = st.builds(
    standing,
    priority=st.sampled_from(Priority),
    due_at=st.integers(1, 5 * 24 * 60).map(lambda one: ISSUED + timedelta(minutes=one)),
    acknowledged_at=st.none() | st.just(ISSUED),
)


@given(standings, moments)
def test_no_step_is_taken_twice_whatever_the_clock_does(start: Standing, asked: object) -> None:
    """``asked`` jumps forth and back."""
    _, told = lived(start, asked)  # type: ignore[arg-type]
    keys = [step.key for _, step in told]
    assert len(keys) == len(set(keys))


@given(standings, moments)
def test_asking_again_at_once_owes_nothing(start: Standing, asked: list[datetime]) -> None:
    for at in sorted(asked):
        start = take(start, owed(start, at), at)
        assert owed(start, at) == []


@given(standings, moments)
def test_each_level_has_the_whole_limit(start: Standing, asked: list[datetime]) -> None:
    """Also after an engine was dead, and after a clock jumped."""
    _, told = lived(start, asked)
    ups = [at for at, step in told if step.kind is StepKind.ESCALATE]
    limit = LIMIT[start.priority]
    assert all(later - earlier >= limit for earlier, later in pairwise(ups))
    assert not ups or ups[0] - ISSUED >= limit
    assert len(ups) <= TOP


@given(standings, moments)
def test_a_rare_engine_never_goes_further_than_a_steady_one(
    start: Standing, asked: list[datetime]
) -> None:
    end = max(asked)
    step = timedelta(minutes=15)
    steady, _ = lived(start, [ISSUED + n * step for n in range((end - ISSUED) // step + 1)])
    rare, _ = lived(start, sorted(asked))
    assert rare.level <= steady.level + 1  # a beat of the steady one may lie ahead
    assert {key for key in rare.taken if key.startswith("due")} <= steady.taken | {
        f"due:{start.due_at.isoformat()}"
    }


@given(standings, moments)
def test_one_reminder_after_a_long_death(start: Standing, asked: list[datetime]) -> None:
    reminders = [step for step in owed(start, max(asked)) if step.kind is StepKind.REMIND]
    assert len(reminders) <= 1
    if max(asked) >= start.due_at:
        assert [step.cause for step in reminders] == [Cause.DUE]


@given(standings, moments)
def test_whoever_looks_at_the_next_moment_misses_nothing(
    start: Standing, asked: list[datetime]
) -> None:
    """Between now and the next moment nothing becomes owed."""
    for at in sorted(asked):
        start = take(start, owed(start, at), at)
        upcoming = next_moment(start, at)
        if upcoming is None:
            assert owed(start, at + 1000 * DAY) == []
        else:
            assert upcoming > at
            assert owed(start, upcoming) != []
            assert owed(start, upcoming - timedelta(microseconds=1)) == []


@pytest.mark.parametrize("state", sorted(set(State) - WAITING))
def test_nothing_is_owed_while_it_is_not_the_addressees_turn(state: State) -> None:
    late = ISSUED + 100 * DAY
    assert owed(standing(state=state), late) == []
    assert next_moment(standing(state=state), late) is None
    assert not is_late(ISSUED, state, late)


def test_unread_goes_up_after_the_limit_and_read_waits_for_the_due_time() -> None:
    limit = LIMIT[Priority.URGENT]
    urgent = standing(priority=Priority.URGENT, due_at=ISSUED + DAY)
    (step,) = owed(urgent, ISSUED + limit)
    assert (step.kind, step.cause, step.key) == (StepKind.ESCALATE, Cause.UNREAD, "level:1")
    read = replace(urgent, acknowledged_at=ISSUED + timedelta(minutes=1))
    assert owed(read, ISSUED + limit) == []
    late = [step.cause for step in owed(read, ISSUED + DAY + limit)]
    assert late == [Cause.DUE, Cause.OVERDUE]


def test_what_became_owed_by_an_amendment_is_looked_at_now() -> None:
    urgent = standing(priority=Priority.URGENT)
    now = ISSUED + timedelta(hours=5)
    assert next_moment(urgent, now) == now
