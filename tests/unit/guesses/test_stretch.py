"""What is shown of a series, what is asked, and that nothing hidden speaks from the rest."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simin.domains.guesses.bounds import Bounds
from simin.domains.guesses.stretch import Seen, around, stretch
from simin.domains.guesses.tally import BINS, OFF_BINS, LineTally, mean_off

START = datetime(2026, 11, 27, tzinfo=UTC)
plain = st.floats(-1e9, 1e9, allow_nan=False, allow_infinity=False)


def series(*values: float) -> list[Seen]:
    return [(START + timedelta(hours=place), value) for place, value in enumerate(values)]


def test_the_last_third_is_hidden_and_four_points_of_it_asked() -> None:
    found = stretch(series(*range(24)))
    assert found is not None
    assert [value for _, value in found.shown] == list(range(16))
    assert [value for _, value in found.asked] == [17, 19, 21, 23]
    short = stretch(series(*range(12)))
    assert short is not None and [value for _, value in short.asked] == [8, 9, 10, 11]
    assert stretch(series(*range(11))) is None


@pytest.mark.parametrize(
    ("shown", "decimals", "low", "high"),
    [([20, 30], 0, 10, 40), ([1, 30], 0, 0, 60), ([7, 7], 0, 3, 11), ([-2, 2], 1, -6, 6)],
)
def test_bounds_lie_around_what_is_shown(
    shown: list[float], decimals: int, low: float, high: float
) -> None:
    found = around(shown, decimals)
    assert (found.low, found.high) == (low, high)


@given(st.lists(plain, min_size=1, max_size=40))
def test_what_is_shown_lies_within(shown: list[float]) -> None:
    found = around(shown, 0)
    assert found.span > 0 and all(found.holds(value) for value in shown)


def test_others_are_told_by_their_middle() -> None:
    counts = [0] * BINS
    counts[2], counts[10], counts[11] = 2, 3, 1
    off = [0] * OFF_BINS
    off[1], off[40] = 2, 4
    found = LineTally(Bounds(0, 100, 1), (tuple(counts),) * 4, tuple(off))
    assert found.middles() == [52.5] * 4
    assert found.farther([10] * 4, [12] * 4) == 67
    assert found.others([12] * 4, [10] * 4).total == 5
    assert mean_off([1, 5], [2, 9]) == 2.5
    assert LineTally(Bounds(0, 1, 1), ((0,) * BINS,)).middles() == []
