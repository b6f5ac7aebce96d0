"""What is told of how others guessed, and what is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simin.domains.guesses.bounds import Bounds
from simin.domains.guesses.tally import BINS, OFF_BINS, Tally, bin_of, off_bin

SCALE = Bounds(0, 100, 1)


def tallied(*guesses: float, value: float = 40) -> Tally:
    guessed, off = [0] * BINS, [0] * OFF_BINS
    for guess in guesses:
        guessed[bin_of(guess, SCALE)] += 1
        off[off_bin(guess, value, SCALE)] += 1
    return Tally(SCALE, tuple(guessed), tuple(off))


@pytest.mark.parametrize(
    ("guess", "place"), [(0, 0), (4.9, 0), (5, 1), (99, 19), (100, 19), (-3, 0), (400, 19)]
)
def test_a_guess_lies_in_one_bin_and_what_is_beyond_at_the_end(guess: float, place: int) -> None:
    assert bin_of(guess, SCALE) == place


def test_a_small_count_is_not_told_and_nought_is() -> None:
    found = tallied(*[12] * 5, *[52] * 4)
    assert found.told(5)[2] == 5 and found.told(5)[10] is None and found.told(5)[0] == 0


def test_the_whole_is_told_in_steps_so_that_no_small_rest_shows() -> None:
    assert [tallied(*[12] * many).told_total(5) for many in (5, 9, 10, 14)] == [5, 5, 10, 10]


def test_ones_own_guess_is_not_among_the_others() -> None:
    others = tallied(12, 12, 60).others(12, 40)
    assert others.total == 2 and not others.is_told(5)


@pytest.mark.parametrize(("guess", "closer"), [(40, 100), (50, 75), (90, 25), (10, 50)])
def test_who_was_closer(guess: float, closer: int) -> None:
    assert tallied(46, 65, 80, 100).farther(guess, 40) == closer


def test_nobody_is_no_per_cent() -> None:
    assert tallied().farther(40, 40) == 0


@given(st.lists(st.floats(0, 100), min_size=1, max_size=60), st.integers(2, 9))
def test_no_count_below_the_smallest_is_ever_told(guesses: list[float], least: int) -> None:
    found = tallied(*guesses)
    assert all(count is None or count == 0 or count >= least for count in found.told(least))
    assert found.total == len(guesses) and 0 <= found.farther(guesses[0], 40) <= 100
