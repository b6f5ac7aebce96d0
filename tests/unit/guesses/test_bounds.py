"""Bounds are round, fit many values and give none away."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simin.domains.guesses.bounds import derived, of_pack, round_up
from simin.domains.guesses.definition import GuessDefinition

plain = st.floats(-1e9, 1e9, allow_nan=False, allow_infinity=False)


@pytest.mark.parametrize(
    ("history", "told", "low", "high", "step", "grounds"),
    [
        ([12, 31, 22], {}, 0, 50, 1, ("history",)),
        ([12, 31], {"target": 90}, 0, 200, 1, ("history", "target")),
        ([12], {"levels": [15, 35, 75]}, 0, 100, 1, ("history", "levels")),
        ([9_400_000], {}, 0, 20_000_000, 50_000, ("history",)),
        ([0.12, 0.31], {"decimals": 2}, 0, 0.5, 0.01, ("history",)),
        ([-3.5, 8], {"decimals": 1}, -10, 10, 0.1, ("history",)),
        ([-3.5], {"decimals": 1}, -5, 5, 0.1, ("history",)),
        ([41], {"share": True, "target": 80}, 0, 100, 1, ("share",)),
        ([120], {"share": True}, 0, 200, 1, ("history",)),
    ],
)
def test_derived(history, told, low, high, step, grounds) -> None:  # type: ignore[no-untyped-def]
    found = derived(history, **told)
    assert found is not None
    assert (found.low, found.high, found.step) == (low, high, step)
    assert found.grounds == grounds


@pytest.mark.parametrize("history", [[], [0, 0], [float("nan")], [5e-324]])
def test_nothing_known_bounds_nothing(history: list[float]) -> None:
    assert derived(history) is None


@given(st.lists(plain, min_size=1), st.integers(0, 3))
def test_all_that_is_known_lies_within(history: list[float], decimals: int) -> None:
    found = derived(history, decimals=decimals)
    assert found is None or all(found.holds(value) for value in history)
    assert found is None or found.high not in history


@given(st.floats(1e-6, 1e12))
def test_rounded_up_is_one_two_or_five(value: float) -> None:
    found = round_up(value)
    assert value * (1 - 1e-6) <= found <= value * 2.5 * (1 + 1e-6)
    assert f"{found:e}"[0] in "125"


def test_the_packs_own_stand_as_they_are() -> None:
    told = GuessDefinition(indicator="air/pm25", low=0, high=150)
    found = of_pack(told, decimals=0)
    assert found is not None and (found.low, found.high, found.grounds) == (0, 150, ("pack",))
    assert of_pack(GuessDefinition(indicator="air/pm25"), decimals=0) is None
