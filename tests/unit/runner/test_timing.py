"""When a feed is asked next."""

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


@pytest.mark.parametrize(
    ("took", "expected"), [(0, 60), (59, 60), (60, 120), (150, 180), (86_400, 86_460)]
)
def test_a_turn_follows_the_last_and_missed_turns_are_not_made_up(took: int, expected: int) -> None:
    now = AT + timedelta(seconds=took)
    assert seconds(timing.next_run(Schedule(every=60), AT, now, lambda: 0.0)) == expected


@given(chances)
def test_jitter_only_ever_delays(chance: float) -> None:
    schedule = Schedule(every=60, jitter=20)
    assert 60 <= seconds(timing.next_run(schedule, AT, AT, lambda: chance)) <= 80
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


def test_a_quota_begins_anew_at_the_citys_midnight() -> None:
    zone = ZoneInfo("Asia/Seoul")
    assert timing.next_day(AT, zone) == datetime(2026, 3, 2, tzinfo=zone)


def test_a_past_period_is_asked_for_in_parts_without_a_gap() -> None:
    parts = list(windows(AT, AT + timedelta(hours=5), 7200))
    assert [(seconds(part.start), seconds(part.end)) for part in parts] == [
        (0, 7200),
        (7200, 14400),
        (14400, 18000),
    ]
    assert all(part.backfill for part in parts)
    assert len(list(windows(AT, AT + timedelta(days=400), None))) == 1
