"""Each of several values that came before the next look is judged, in its order."""

from collections.abc import Callable
from typing import Any

import pytest

from simin.config.stories import STORIES
from simin.domains.alerts.models import Lane
from simin.kit.clock import FixedClock
from simin.workflows import dispatch
from tests.factories.alert_town import (
    DUST,
    alerts,
    beat,
    define,
    found_alert_town,
    hear,
    hour,
    rule,
    said,
    states,
)
from tests.factories.observed import observed, recorded

pytestmark = pytest.mark.django_db

#: Hours to values of the east.
type Values = dict[float, float | None]


@pytest.fixture(autouse=True)
def _town() -> None:
    found_alert_town()


def together(values: Values) -> None:
    """In one batch."""
    told = [observed(f"{DUST}/east", hour(at), value) for at, value in values.items()]
    recorded(*told, at=hour(max(values)))


def one_by_one(values: Values) -> None:
    """In batches of which nobody hears before the last has come."""
    for at, value in values.items():
        recorded(observed(f"{DUST}/east", hour(at), value), at=hour(at))


def with_a_neighbour(values: Values) -> None:
    """In batches that others are in."""
    for at, value in values.items():
        west = observed(f"{DUST}/west", hour(at), 1.0)
        recorded(observed(f"{DUST}/east", hour(at), value), west, at=hour(at))


BRINGS = pytest.mark.parametrize("bring", [together, one_by_one, with_a_neighbour])


@BRINGS
def test_a_peak_between_two_looks_is_an_alert(bring: Callable[[Values], None]) -> None:
    define(rule())
    hear(0, east=20)
    bring({1: 30, 2: 90, 3: 10})
    beat(3)
    (alert,) = alerts()
    assert (states(), said()) == (["resting"], ["AlertOpened", "AlertRested"])
    (reason,) = alert.reasons
    assert (reason["value"], reason["at"]) == (90, "2022-03-05T07:00:00Z")


@BRINGS
def test_nothing_is_judged_twice(bring: Callable[[Values], None]) -> None:
    define(rule())
    bring({0: 90, 1: 10})
    beat(1)
    bring({2: 12, 3: 11})
    beat(3)
    assert said() == ["AlertOpened", "AlertRested"]


@pytest.mark.parametrize(
    ("condition", "values", "opens"),
    [
        ({"kind": "gte", "limit": 75, "lasting": 7200}, {0: 80, 1: 81, 2: 82}, True),
        ({"kind": "gte", "limit": 75, "lasting": 7200}, {0: 80, 1: 20, 2: 82}, False),
        ({"kind": "change_delta", "limit": 30}, {0: 50, 1: 90, 2: 91}, True),
        ({"kind": "change_delta", "limit": 30}, {0: 50, 1: 60, 2: 70}, False),
        ({"kind": "gte", "limit": 75}, {0: 20, 1: None, 2: 20}, False),
    ],
)
def test_what_looks_back_sees_each_of_them(
    condition: dict[str, Any], values: Values, opens: bool
) -> None:
    define(rule({"family": DUST, **condition}))
    together(values)
    beat(2)
    assert bool(alerts()) is opens


def test_what_comes_late_is_not_judged_after_what_is_newer() -> None:
    define(rule())
    hear(5, east=20)
    one_by_one({1: 90, 2: 95, 6: 21, 7: 22})
    beat(7)
    assert alerts() == []


def test_a_peak_counts_for_a_rule_that_looks_a_while_back() -> None:
    two = (
        {"kind": "gte", "family": DUST, "limit": 75},
        {"kind": "lte", "family": DUST, "limit": 5},
    )
    define(rule(*two, within=7200))
    together({0: 90, 1: 3})
    beat(1)
    assert states() == ["open"]


def test_a_round_cut_short_judges_what_came_later_in_the_next() -> None:
    define(rule())
    one_by_one({0: 20, 1: 90, 2: 10, 3: 95})
    ticks = iter(range(1000))
    clock = FixedClock(hour(3))
    while dispatch.run_pending(STORIES, clock=clock, stopwatch=lambda: next(ticks)):
        pass
    assert said() == ["AlertOpened", "AlertRested", "AlertReturned"]
    assert Lane.objects.get().open
