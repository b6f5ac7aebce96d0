"""Hysteresis, how long, combinations over places and time: by tables and by chance."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simin.domains.alerts.vocabulary import Per
from simin.domains.alerts.watch import Watch
from tests.factories.alerts import HOUR, Watched, condition, rule, stations

ADVISORY = condition("gte", limit=75, rests_at=35, lasting=2 * HOUR)


def heard(told: object, values: Sequence[float | None]) -> list[bool]:
    """Of one station, hour by hour."""
    watched = Watched(rule(told), stations("mapo"))  # type: ignore[arg-type]
    return [
        bool(watched.hear(hour * HOUR, **({} if value is None else {"mapo": value})))
        for hour, value in enumerate(values)
    ]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([80], [False]),
        ([80, 80], [False, True]),
        ([80, 70, 80], [False, False, False]),
        ([80, 80, 40, 36, 80], [False, True, True, True, True]),
        ([80, 80, 34, 60, 74], [False, True, False, False, False]),
        ([80, 80, None, 90], [False, True, True, True]),
        ([80, None, 80], [False, False, True]),
        ([80, 80, 34, 80, 80], [False, True, False, False, True]),
    ],
)
def test_two_hours_above_and_until_below_the_lower_limit(
    values: list[float | None], expected: list[bool]
) -> None:
    assert heard(ADVISORY, values) == expected


def test_what_cannot_be_measured_leaves_everything_as_it_was() -> None:
    assert heard(condition("gte", limit=75), [80, float("nan"), 70]) == [True, True, False]


inside = st.floats(35, 74.999)


@given(st.lists(inside, min_size=1, max_size=40), st.booleans())
def test_nothing_flaps_inside_the_band(values: list[float], opened: bool) -> None:
    told = condition("gte", limit=75, rests_at=35)
    start = [80.0] if opened else [20.0]
    assert set(heard(told, [*start, *values])[1:]) == {opened}


@given(st.lists(st.floats(0, 120), min_size=1, max_size=60))
def test_it_changes_only_by_crossing_a_limit(values: list[float]) -> None:
    found = heard(condition("gte", limit=75, rests_at=35), values)
    for before, now, value in zip([False, *found], found, values, strict=False):
        assert now is (value >= 35 if before else value >= 75)


@given(st.lists(st.floats(0, 120), min_size=1, max_size=40), st.integers(1, 39))
def test_going_on_from_what_was_remembered_is_as_if_nobody_had_stopped(
    values: list[float], cut: int
) -> None:
    made, series = rule(ADVISORY), stations("mapo")
    through, stopped = Watched(made, series), Watched(made, series)
    for hour, value in enumerate(values):
        now = hour * HOUR
        if hour == cut:
            known = stopped.watch.remembered(now=now)
            stopped.watch = Watch([made], series)
            stopped.watch.remember(known)
        assert stopped.hear(now, mapo=value) == through.hear(now, mapo=value)


def test_a_district_needs_enough_datastreams_and_the_city_enough_districts() -> None:
    series = [*stations("mapo", "jung"), *stations("mapo", family="air/pm25/second")]
    per_city = Watched(rule(condition("gte", limit=75), per=Per.CITY, at_least=2), series[:2])
    assert per_city.hear(0, mapo=80, jung=20) == set()
    assert per_city.hear(HOUR, jung=80) == {""}
    both = [series[0], *(one for one in stations("mapo", period=60))]
    twice = rule(condition("gte", limit=75), per=Per.DISTRICT, at_least=2)
    two = Watch([twice], [both[0], _named(both[1], "air/pm25/mapo-2")])
    two.arrive(np.array([0]), np.array([80.0]), np.array([0]), now=0)
    assert two.truth(0, now=0).tolist() == [False]
    two.arrive(np.array([1]), np.array([80.0]), np.array([0]), now=0)
    assert two.truth(0, now=0).tolist() == [True]


def _named(series, slug: str):  # type: ignore[no-untyped-def]
    return type(series)(slug, series.family, series.district, series.period)


@pytest.mark.parametrize(
    ("needs", "expected"), [("any", {"mapo", "jung"}), ("all", {"mapo"}), (2, {"mapo"})]
)
def test_any_all_and_at_least_n_of_one_place(needs: object, expected: set[str]) -> None:
    made = rule(
        condition("gt", limit=0.5, family="water/turbidity"),
        condition("lt", limit=5.8, family="water/ph"),
        needs=needs,
    )
    turbidity = stations("mapo", "jung", family="water/turbidity")
    ph = [_named(one, f"{one.slug}-ph") for one in stations("mapo", "jung", family="water/ph")]
    watched = Watched(made, [*turbidity, *ph])
    said = {"mapo": 0.6, "jung": 0.6, "mapo-ph": 5, "jung-ph": 7}
    assert watched.hear(0, **said) == expected


def test_conditions_of_one_place_may_be_true_within_a_while_of_each_other() -> None:
    series = [*stations("mapo"), *stations("seoul", family="weather/rain")]
    for within, expected in ((HOUR, {""}), (0, set[str]())):
        made = rule(
            condition("gte", limit=75),
            condition("gte", limit=30, family="weather/rain"),
            needs="all",
            per=Per.CITY,
            within=within,
        )
        watched = Watched(made, series)
        watched.hear(0, mapo=80)
        watched.hear(HOUR, mapo=20)
        assert watched.hear(2 * HOUR, seoul=40) == expected
        assert watched.hear(3 * HOUR, seoul=40) == set()


def test_the_tap_water_rule() -> None:
    week, month = 7 * 86400, 30 * 86400
    made = rule(
        condition("gt", limit=0.5, family="water/turbidity"),
        condition("total", limit=2, over=week, family="water/complaints"),
        condition("total", limit=4, over=month, family="water/complaints"),
    )
    series = [
        *stations("mapo", family="water/turbidity"),
        _named(stations("mapo", family="water/complaints")[0], "water/complaints/zone"),
    ]
    for sums, turbidity, expected in (
        ((0, 0), 0.1, set()),
        ((2, 2), 0.1, {"mapo"}),
        ((1, 3), 0.1, set()),
        ((1, 4), 0.1, {"mapo"}),
        ((0, 0), 0.6, {"mapo"}),
    ):
        watched = Watched(made, series)
        totals = {week: np.array([0.0, sums[0]]), month: np.array([0.0, sums[1]])}
        assert watched.hear(0, totals=totals, mapo=turbidity, zone=0) == expected


def test_silence_is_seen_when_time_passes_and_over_when_a_value_comes() -> None:
    watched = Watched(rule(condition("absence", over=3 * HOUR)), stations("mapo", "jung"))
    watched.hear(0, mapo=1, jung=1)
    watched.hear(2 * HOUR, jung=1)
    assert watched.look(2 * HOUR) == set()
    assert watched.look(3 * HOUR) == {"mapo"}
    assert watched.hear(4 * HOUR, mapo=1) == set()
