"""When a feed is asked next."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simin.ingest.feeds import Schedule
from simin.ingest.runner import timing
from simin.ingest.runner.job import windows

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
chances = st.floats(0, 1, exclude_max=True)


def seconds(at: datetime) -> float:
    return (at - AT).total_seconds()


names = st.text(min_size=1, max_size=12)


@given(names, st.integers(5, 86_400), st.integers(0, 200_000))
def test_a_feed_has_turns_of_its_own_and_missed_ones_are_not_made_up(
    name: str, every: int, took: int
) -> None:
    schedule, now = Schedule(every=every), AT + timedelta(seconds=took)
    first = timing.next_run(name, schedule, AT, now, lambda: 0.0)
    assert first > now
    assert every / 2 <= seconds(first) <= max(took, every / 2) + every
    again = timing.next_run(name, schedule, first, first, lambda: 0.0)
    assert (again - first).total_seconds() == pytest.approx(every)


def test_feeds_that_began_together_are_spread_over_their_period() -> None:
    schedule = Schedule(every=60)
    turns = [seconds(timing.next_run(f"air-{n}", schedule, AT, AT, lambda: 0)) for n in range(120)]
    tens = Counter(int(turn % 60 // 10) for turn in turns)
    assert len(tens) == 6
    assert max(tens.values()) <= 40


@given(chances)
def test_jitter_only_ever_delays(chance: float) -> None:
    schedule = Schedule(every=60, jitter=20)
    turn = timing.next_run("air", schedule, AT, AT, lambda: 0.0)
    late = timing.next_run("air", schedule, AT, AT, lambda: chance)
    assert 0 <= (late - turn).total_seconds() <= 20
    assert 0 <= seconds(timing.first_run(schedule, AT, lambda: chance)) <= 20


@given(st.integers(1, 10_000), chances)
def test_a_failing_feed_is_asked_less_and_less_but_never_forgotten(
    failures: int, chance: float
) -> None:
    wait = seconds(timing.back_off(failures, None, AT, lambda: chance))
    assert 22.5 <= wait <= 4500
    assert seconds(timing.back_off(failures + 1, None, AT, lambda: chance)) >= wait


@pytest.mark.parametrize(("wish", "expected"), [(None, 30), (10, 30), (600, 600), (10**9, 86_400)])
def test_the_sources_wish_is_followed_within_reason(wish: float | None, expected: int) -> None:
    assert seconds(timing.back_off(1, wish, AT, lambda: 0.5)) == expected


def test_a_quota_begins_anew_after_the_citys_midnight_but_not_all_at_once() -> None:
    zone, schedule = ZoneInfo("Asia/Seoul"), Schedule(every=86_400)
    midnight = datetime(2026, 3, 2, tzinfo=zone)
    begins = [timing.next_day(f"air-{n}", schedule, AT, zone) - midnight for n in range(120)]
    assert all(timedelta() <= late < timedelta(hours=1) for late in begins)
    assert len({late // timedelta(minutes=10) for late in begins}) == 6
    often = timing.next_day("air-1", Schedule(every=60), AT, zone) - midnight
    assert timedelta() <= often < timedelta(minutes=1)


def test_a_past_period_is_asked_for_in_parts_without_a_gap() -> None:
    parts = list(windows(AT, AT + timedelta(hours=5), 7200))
    assert [(seconds(part.start), seconds(part.end)) for part in parts] == [
        (0, 7200),
        (7200, 14400),
        (14400, 18000),
    ]
    assert all(part.backfill for part in parts)
    assert len(list(windows(AT, AT + timedelta(days=400), None))) == 1
