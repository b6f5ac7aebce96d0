"""Which areas of other authorities touch a city of one square degree."""

from typing import Any

import pytest

from simin.domains.warnings.touching import touches

CITY = [{"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]]}]


def ring(west: float) -> list[list[float]]:
    return [[west, 0.2], [west + 0.5, 0.2], [west + 0.5, 0.8], [west, 0.8], [west, 0.2]]


@pytest.mark.parametrize(
    ("area", "answer"),
    [
        ({"polygons": [ring(0.9)]}, True),
        ({"polygons": [ring(1.1)]}, False),
        ({"polygons": [ring(1.1), ring(-0.2)]}, True),
        ({"circles": [{"centre": [1.1, 0.5], "radius_km": 12}]}, True),
        ({"circles": [{"centre": [1.1, 0.5], "radius_km": 10}]}, False),
        ({"circles": [{"centre": [0.5, 0.5], "radius_km": 0}]}, True),
        # Crosses itself, as drawn by hand.
        ({"polygons": [[[0.2, 0.2], [0.8, 0.8], [0.8, 0.2], [0.2, 0.8], [0.2, 0.2]]]}, True),
    ],
)
def test_touches(area: dict[str, Any], answer: bool) -> None:
    assert touches(area, CITY) is answer
