"""Hatched is what is unknown; what has a value has a shade."""

import pytest

from simin.web.maps.shading import shade


@pytest.mark.parametrize(
    ("value", "shown"),
    [(0, "shade-1"), (19.9, "shade-1"), (20, "shade-2"), (50, "shade-3"), (100, "shade-5"),
     (None, "unknown")],
)  # fmt: skip
def test_a_value_has_the_shade_of_its_fifth(value: float | None, shown: str) -> None:
    assert shade(value, [0, 50, None, 100]) == shown


def test_equal_values_have_one_shade_and_none_is_unknown() -> None:
    assert shade(7, [7, 7]) == "shade-3"
    assert shade(None, []) == "unknown"
