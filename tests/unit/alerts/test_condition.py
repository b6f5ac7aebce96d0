"""Each kind of condition, as a table of what came and whether it is true."""

from math import nan

import msgspec
import numpy as np
import pytest

from simin.domains.alerts.condition import opens, stays
from simin.domains.alerts.definition import Condition
from simin.domains.alerts.seen import NEVER, Seen, nothing_seen
from tests.factories.alerts import HOUR, condition

#: Kind and what it says, the values that came (every hour), and whether it is true then.
TABLE = [
    (condition("gt", limit=50), [50], False),
    (condition("gt", limit=50), [50.1], True),
    (condition("gte", limit=50), [50], True),
    (condition("gte", limit=50), [49.9], False),
    (condition("lt", limit=5), [5], False),
    (condition("lt", limit=5), [4.9], True),
    (condition("lte", limit=5), [5], True),
    (condition("eq", limit=0.3), [0.1 + 0.2], True),
    (condition("eq", limit=0.3), [0.31], False),
    (condition("change"), [7], False),
    (condition("change"), [7, 7], False),
    (condition("change"), [7, 8], True),
    (condition("change_delta", limit=40), [50], False),
    (condition("change_delta", limit=40), [50, 30], True),
    (condition("change_delta", limit=40), [50, 31], False),
    (condition("change_delta", limit=40, direction="down"), [50, 80], False),
    (condition("change_delta", limit=40, direction="up"), [50, 80], True),
    (condition("change_delta", limit=40), [0, 80], False),
    (condition("change_delta", limit=40, direction="up"), [-10, -5], True),
    (condition("frozen", over=2 * HOUR), [7, 7], False),
    (condition("frozen", over=2 * HOUR), [7, 7, 7], True),
    (condition("frozen", over=2 * HOUR), [7, 8, 7], False),
    (condition("frozen", over=2 * HOUR, may_stand_at=(0,)), [0, 0, 0, 0], False),
    (condition("rate", limit=10, over=HOUR), [5], False),
    (condition("rate", limit=10, over=HOUR), [5, 15], True),
    (condition("rate", limit=10, over=HOUR), [15, 5], True),
    (condition("rate", limit=10, over=HOUR, direction="up"), [15, 5], False),
    (condition("rate", limit=5, over=HOUR // 2), [5, 15], True),
    (condition("gt", limit=50), [nan], False),
    (condition("gt", limit=50), [60, nan], True),
]


def came(values: list[float]) -> Seen:
    seen, row = nothing_seen(np.array([HOUR])), np.array([0])
    for hour, value in enumerate(values):
        at = hour * HOUR
        seen = seen.after(row, np.array([value]), np.array([at]), at)
    return seen


@pytest.mark.parametrize(("told", "values", "expected"), TABLE)
def test_a_condition_is_true_of_what_came(
    told: Condition, values: list[float], expected: bool
) -> None:
    assert opens(told, came(values)).tolist() == [expected]


@pytest.mark.parametrize(
    ("silent", "expected"), [(HOUR, False), (3 * HOUR, True), (10 * HOUR, True)]
)
def test_absence_is_time_since_the_last_value(silent: int, expected: bool) -> None:
    seen = came([7, 7])
    later = seen.after(np.zeros(0, int), np.zeros(0), np.zeros(0, int), HOUR + silent)
    assert opens(condition("absence", over=3 * HOUR), later).tolist() == [expected]


def test_of_a_series_of_which_nothing_ever_came_nothing_is_absent() -> None:
    seen = nothing_seen(np.array([HOUR]))
    later = seen.after(np.zeros(0, int), np.zeros(0), np.zeros(0, int), 10**9)
    assert opens(condition("absence", over=HOUR), later).tolist() == [False]


@pytest.mark.parametrize(("total", "expected"), [(1, False), (2, True), (nan, False)])
def test_a_total_is_that_of_its_own_window(total: float, expected: bool) -> None:
    told = condition("total", limit=2, over=7 * 86400)
    sums = {7 * 86400: np.array([total]), 86400: np.array([99.0])}
    assert opens(told, came([0]).summed(sums)).tolist() == [expected]


@pytest.mark.parametrize(
    ("told", "value", "expected"),
    [
        (condition("gte", limit=75, rests_at=35), 35, True),
        (condition("gte", limit=75, rests_at=35), 34.9, False),
        (condition("gt", limit=75, rests_at=35), 35, False),
        (condition("lt", limit=5, rests_at=6), 5.9, True),
        (condition("lt", limit=5, rests_at=6), 6, False),
        (condition("gte", limit=75), 74.9, False),
    ],
)
def test_an_open_one_stays_until_it_has_come_to_rest(
    told: Condition, value: float, expected: bool
) -> None:
    assert stays(told, came([value])).tolist() == [expected]


def test_what_is_not_newer_changes_nothing() -> None:
    seen = came([7, 8])
    again = seen.after(np.array([0]), np.array([99.0]), np.array([HOUR]), 2 * HOUR)
    assert again.value.tolist() == [8] and again.previous.tolist() == [7]
    assert again.changed_at.tolist() == [HOUR] and NEVER not in again.at


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"kind": "gt"}, "limit"),
        ({"kind": "change", "limit": 5}, "limit"),
        ({"kind": "frozen"}, "over"),
        ({"kind": "gt", "limit": 5, "over": 60}, "over"),
        ({"kind": "gte", "limit": 5, "rests_at": 6}, "rests_at"),
        ({"kind": "lte", "limit": 5, "rests_at": 4}, "rests_at"),
        ({"kind": "eq", "limit": 5, "rests_at": 5}, "rests_at"),
        ({"kind": "absence", "over": 60, "of": "mean"}, "of"),
        ({"kind": "gt", "limit": 5, "may_stand_at": (0,)}, "may_stand_at"),
        ({"kind": "gt", "limit": 5, "direction": "up"}, "direction"),
    ],
)
def test_what_makes_no_sense_is_named(told: dict[str, object], field: str) -> None:
    made = msgspec.convert({"family": "air/pm25", **told}, Condition)
    assert [name for name, _ in made.faults()] == [field]
