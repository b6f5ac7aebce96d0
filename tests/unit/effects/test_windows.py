"""Which steps are before and after: the one in which it begins is neither."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from simin.domains.effects.states import Act, State, after
from simin.domains.effects.windows import WINDOWS, baseline_steps, bounds, is_over, next_look
from simin.kit.errors import RejectedError

SEOUL, BERLIN = ZoneInfo("Asia/Seoul"), ZoneInfo("Europe/Berlin")
NOON = datetime(2022, 3, 5, 5, tzinfo=UTC)


def test_the_day_in_which_it_begins_is_left_out() -> None:
    found = bounds(NOON, "day", 56, 14, SEOUL)
    assert found.until == datetime(2022, 3, 4, 15, tzinfo=UTC)
    assert found.begins_at == datetime(2022, 3, 5, 15, tzinfo=UTC)
    assert found.ends_at - found.begins_at == timedelta(days=14)
    assert found.until - found.since == timedelta(days=56)


def test_what_begins_at_midnight_loses_no_day() -> None:
    midnight = datetime(2022, 3, 4, 15, tzinfo=UTC)
    found = bounds(midnight, "day", 56, 14, SEOUL)
    assert found.until == found.begins_at == midnight


def test_a_day_is_the_citys_also_where_clocks_change() -> None:
    found = bounds(datetime(2022, 3, 20, 12, tzinfo=UTC), "day", 28, 14, BERLIN)
    assert found.ends_at.astimezone(BERLIN).hour == found.since.astimezone(BERLIN).hour == 0
    assert found.ends_at - found.begins_at == timedelta(days=14, hours=-1)


def test_the_hour_in_which_it_begins_is_left_out() -> None:
    found = bounds(NOON + timedelta(minutes=20), "hour", 72, 24, SEOUL)
    assert (found.until, found.begins_at) == (NOON, NOON + timedelta(hours=1))
    whole = bounds(NOON, "hour", 72, 24, SEOUL)
    assert whole.until == whole.begins_at == NOON


@pytest.mark.parametrize(
    ("window", "days"), [("14d", 14), ("28d", 28), ("90d", 112), ("24h", 365), ("14d", 30)]
)
def test_a_time_before_that_does_not_go_with_the_window_is_refused(window: str, days: int) -> None:
    with pytest.raises(RejectedError, match="baseline"):
        baseline_steps(WINDOWS[window], days)


@pytest.mark.parametrize("window", WINDOWS.values(), ids=WINDOWS)
def test_the_usual_time_before_is_at_least_three_windows(window: object) -> None:
    one = WINDOWS[window.id]  # type: ignore[attr-defined]
    assert baseline_steps(one, None) >= 3 * one.steps


def test_the_worker_looks_again_and_stops_when_the_end_has_settled() -> None:
    end = NOON + timedelta(days=14)
    assert next_look(NOON, end, "day") == NOON + timedelta(hours=12)
    assert next_look(end - timedelta(hours=1), end, "day") == end + timedelta(hours=6)
    assert not is_over(end, end, "day")
    assert is_over(end + timedelta(hours=6), end, "day")


def test_the_table_of_states() -> None:
    allowed = {(act, state) for act in Act for state in State if _goes(act, state)}
    assert len(allowed) == 1 + 2 + 2 + 2 + 4
    assert after(Act.HOLD, State.ESTIMATED) is State.WAITING
    with pytest.raises(RejectedError, match="not possible"):
        after(Act.SAY, State.FINAL)


def _goes(act: Act, state: State) -> bool:
    try:
        after(act, state)
    except RejectedError:
        return False
    return True
