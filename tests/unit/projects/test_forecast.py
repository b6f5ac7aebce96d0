"""The earned schedule against worked examples, and where nothing is said."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simin.domains.projects.earned_value import Curve
from simin.domains.projects.forecast import (
    Forecast,
    Lack,
    earned_schedule,
    forecast,
    student_t,
)

BEGUN = date(2022, 1, 1)


def days(*points: tuple[int, float]) -> Curve:
    return [(BEGUN + timedelta(days=day), percent) for day, percent in points]


#: Ten months of thirty days, a tenth of the work in each.
EVEN = days(*((30 * month, 10.0 * month) for month in range(11)))


@pytest.mark.parametrize(
    ("earned", "es"),
    [
        (0, 0),
        (10, 30),
        # C + I: four whole months, and half of the fifth.
        (45, 135),
        (99, 297),
        (100, 300),
        (100.0001, 300),
    ],
)
def test_es_is_whole_periods_and_a_part(earned: float, es: float) -> None:
    assert earned_schedule(EVEN, earned) == pytest.approx(es)


def test_a_plan_that_rests_is_earned_where_it_goes_on() -> None:
    resting = days((0, 0), (100, 50), (200, 50), (300, 100))
    assert earned_schedule(resting, 50) == 100
    assert earned_schedule(resting, 51) == pytest.approx(202)


def test_four_fifths_of_the_pace_takes_a_quarter_longer() -> None:
    """SPI(t) = 0.8, PD = 300: IEAC(t) = 375; no scatter, so no range."""
    told = forecast(EVEN, days((30, 8), (60, 16), (90, 24), (120, 32)))
    assert isinstance(told, Forecast)
    assert (told.es, told.at) == (pytest.approx(96), 120)
    assert told.spi_t == pytest.approx(0.8)
    assert told.sv_t == pytest.approx(-24)
    assert told.ends_on == BEGUN + timedelta(days=375)
    assert told.days_late == 75
    assert told.earliest == told.latest == told.ends_on


def test_the_range_is_lipkes() -> None:
    """By hand: paces 1.2, 0.6, 1.0, 0.8; ln: 0.1823, -0.5108, 0, -0.2231; s = 0.3016.

    t(3) = 2.353, sqrt of (300 - 108) / (300 - 27) = 0.8386: half = 2.353 × 0.3016 / 2 × 0.8386
    = 0.2976; SPI(t) = 0.9, from 0.6684 to 1.2119.
    """
    told = forecast(EVEN, days((30, 12), (60, 18), (90, 28), (120, 36)))
    assert isinstance(told, Forecast)
    assert (told.ends_on - BEGUN).days == 333
    assert told.latest is not None
    assert (told.latest - BEGUN).days == pytest.approx(449, abs=1)
    assert (told.earliest - BEGUN).days == pytest.approx(248, abs=1)


@pytest.mark.parametrize(
    ("plan", "reports", "lack"),
    [
        ([], days((30, 8)), Lack.PLAN),
        (days((0, 0), (300, 90)), days((30, 8)), Lack.PLAN),
        (days((0, 20), (300, 100)), days((30, 28)), Lack.PLAN),
        (EVEN, [], Lack.REPORTS),
        (EVEN, days((30, 8), (60, 16), (90, 24)), Lack.REPORTS),
        (EVEN, days((2, 1), (4, 1), (6, 2), (8, 2)), Lack.EARLY),
        (EVEN, days((30, 0), (60, 0), (90, 0), (120, 0)), Lack.EARNED),
        (EVEN, days((30, 1), (60, 2), (90, 3), (120, 4)), Lack.FAR),
    ],
)
def test_too_little_says_why(plan: Curve, reports: Curve, lack: Lack) -> None:
    assert forecast(plan, reports) is lack


def test_a_standstill_widens_the_range_and_stays_a_number() -> None:
    told = forecast(EVEN, days((30, 10), (60, 20), (90, 20), (120, 20), (150, 26)))
    assert isinstance(told, Forecast)
    assert told.latest is None or told.latest > told.ends_on


@given(st.lists(st.floats(0, 12), min_size=4, max_size=9))
def test_the_end_lies_in_its_range_and_not_before_the_last_report(steps: list[float]) -> None:
    earned, points = 0.0, list[tuple[int, float]]()
    for place, step in enumerate(steps, start=1):
        earned = min(100.0, earned + step)
        points.append((30 * place, earned))
    told = forecast(EVEN, days(*points))
    if isinstance(told, Forecast):
        assert told.status_on <= told.earliest <= told.ends_on
        assert told.latest is None or told.ends_on <= told.latest


@pytest.mark.parametrize(("freedom", "t"), [(1, 2.920), (3, 2.353), (10, 1.812), (40, 1.645)])
def test_students_t(freedom: int, t: float) -> None:
    assert student_t(freedom) == t
