"""Earned value against worked examples of the kind that textbooks have."""

from datetime import date

import pytest

from simin.domains.projects.earned_value import at, earned_value, latest

#: BAC, per cent planned, per cent earned, AC: then SV, CV, SPI, CPI, EAC, VAC, TCPI.
WORKED = [
    # Half a year of a year's project of 100,000, PV 55,000, EV 50,000, AC 45,000.
    ((100_000, 55, 50, 45_000), (-5_000, 5_000, 0.909, 1.111, 90_000, 10_000, 0.909)),
    # PV 50,000, EV 40,000, AC 45,000: behind and dear.
    ((100_000, 50, 40, 45_000), (-10_000, -5_000, 0.8, 0.889, 112_500, -12_500, 1.091)),
    # On its plan to the won.
    ((8_000, 25, 25, 2_000), (0, 0, 1.0, 1.0, 8_000, 0, 1.0)),
    # Ahead, and dear: 60 % for 90 % of the money.
    ((1_000, 50, 60, 900), (100, -300, 1.2, 0.667, 1_500, -500, 4.0)),
]


@pytest.mark.parametrize(("told", "expected"), WORKED)
def test_worked_examples(told: tuple[float, ...], expected: tuple[float, ...]) -> None:
    bac, planned, earned, spent = told
    found = earned_value(bac=bac, planned=planned, earned=earned, spent=spent)
    figures = (found.sv, found.cv, found.spi, found.cpi, found.eac, found.vac, found.tcpi)
    assert figures == pytest.approx(expected, abs=5e-4)
    assert found.etc == pytest.approx(expected[4] - spent, abs=0.5)


def test_what_cannot_be_divided_is_not_a_number() -> None:
    before = earned_value(bac=100, planned=0, earned=0, spent=0)
    assert (before.spi, before.cpi, before.eac, before.vac) == (None, None, None, None)
    unspent = earned_value(bac=100, planned=50, earned=40, spent=None)
    assert (unspent.spi, unspent.cv, unspent.cpi, unspent.eac, unspent.tcpi) == (
        0.8, None, None, None, None,
    )  # fmt: skip
    overspent = earned_value(bac=100, planned=50, earned=40, spent=100)
    assert overspent.tcpi is None


CURVE = [(date(2022, 1, 1), 0.0), (date(2022, 1, 11), 50.0), (date(2022, 1, 31), 100.0)]


@pytest.mark.parametrize(
    ("day", "percent"),
    [
        (date(2021, 12, 1), 0.0),
        (date(2022, 1, 1), 0.0),
        (date(2022, 1, 6), 25.0),
        (date(2022, 1, 11), 50.0),
        (date(2022, 1, 21), 75.0),
        (date(2023, 1, 1), 100.0),
    ],
)
def test_a_curve_is_straight_between_its_points(day: date, percent: float) -> None:
    assert at(CURVE, day) == pytest.approx(percent)


def test_the_newest_point_is_never_of_the_future() -> None:
    assert at([], date(2022, 1, 1)) is None
    assert latest(CURVE, date(2021, 1, 1)) is None
    assert latest(CURVE, date(2022, 1, 30)) == (date(2022, 1, 11), 50.0)
