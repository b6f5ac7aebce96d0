import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from simin.domains.observations.columns import NONE, Column, Columns
from simin.domains.observations.tallies import SUMS, Tallies, of_rows, regrouped
from simin.domains.observations.tally import Tally

#: Quarters add up exactly, so that equality can be asked for.
RESULTS = st.just(float("nan")) | st.integers(-4000, 4000).map(lambda quarters: quarters / 4)
#: Minute, result and flag of observations that count, oldest first.
OBSERVED = st.lists(
    st.tuples(st.integers(0, 59), RESULTS, st.sampled_from(["", "", "통신장애"])),
    unique_by=lambda one: one[0],
    min_size=1,
    max_size=12,
).map(sorted)

type Observed = list[tuple[int, float, str]]


def columns(found: Observed) -> Columns:
    minutes, results, flags = zip(*found, strict=True)
    return {
        "phenomenon_time": np.array(minutes, np.int64),
        "result": np.array(results, np.float64),
        "quality": np.array(flags, np.str_),
    }


def by(found: Observed, width: int) -> list[Column]:
    return [np.array([minute // width for minute, _, _ in found], np.int64)]


def told(tallies: Tallies) -> list[tuple[object, ...]]:
    keys = zip(*(key.tolist() for key in tallies.keys), strict=True)
    sums = zip(*(tallies.sums[name].tolist() for name in SUMS), strict=True)
    return [(*key, *map(_number, row)) for key, row in zip(keys, sums, strict=True)]


def _number(value: float) -> float | None:
    return None if value != value or value == NONE else value


@given(OBSERVED, st.sampled_from([1, 7, 15]))
def test_sums_of_parts_are_the_sums_of_the_whole(found: Observed, width: int) -> None:
    parts = of_rows(columns(found), by(found, width))
    wholes = regrouped(parts, [key * width // 60 for key in parts.keys])
    assert told(wholes) == told(of_rows(columns(found), by(found, 60)))


@given(OBSERVED)
def test_a_sum_is_what_its_values_say(found: Observed) -> None:
    good = [(minute, value) for minute, value, flag in found if value == value and not flag]
    values = [value for _, value in good]
    newest, last = max(good, default=(None, None))
    expected = (0, len(good), sum(values), min(values, default=None), max(values, default=None))
    (row,) = told(of_rows(columns(found), by(found, 60)))
    assert row == (*expected, last, newest, len(found) - len(good))


def test_nothing_has_no_mean() -> None:
    assert Tally(invalid=3).mean is None
    assert Tally(2, 9.0).mean == 4.5
