"""A warning is about a place that it names or is drawn over, and where it says nothing."""

from typing import Any

import pytest

from simin.domains.places.shapes import District, Point
from simin.web.near.touching import is_about

SQUARE = [[127.0, 37.5], [127.1, 37.5], [127.1, 37.6], [127.0, 37.6], [127.0, 37.5]]
EAST = District(
    id="east",
    name={"en": "East"},
    geometry={"type": "Polygon", "coordinates": [SQUARE]},
    point=Point(127.05, 37.55),
)


def round_about(longitude: float, radius_km: float) -> dict[str, float]:
    return {"longitude": longitude, "latitude": 37.55, "radius_km": radius_km}


def circle(longitude: float, radius_km: float) -> dict[str, Any]:
    return {"circle": round_about(longitude, radius_km)}


@pytest.mark.parametrize(
    ("area", "about"),
    [
        ({"districts": ["east", "west"]}, True),
        ({"districts": ["west"], "polygons": [SQUARE]}, False),
        (circle(127.2, 5), False),
        (circle(127.2, 12), True),
        (circle(127.2, 5) | {"circles": [round_about(127.05, 1)]}, True),
        (circle(127.2, 5) | {"circles": [round_about(127.3, 1)]}, False),
        ({"polygons": [[[126, 37], [126.5, 37], [126.5, 37.2], [126, 37]]]}, False),
        ({"polygons": [SQUARE]}, True),
        ({}, True),
        ({"districts": [], "circle": None, "polygons": []}, True),
    ],
)
def test_whether_a_warning_is_about_a_place(area: dict[str, Any], about: bool) -> None:
    assert is_about(area, EAST) is about
