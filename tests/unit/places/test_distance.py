import math

import pytest
from hypothesis import given
from hypothesis import strategies as some

from simin.domains.places.queries import box_around, distance
from simin.domains.places.shapes import Point
from simin.kit.earth import EARTH_METRES

longitudes = some.floats(-170, 170)
latitudes = some.floats(-80, 80)


@pytest.mark.parametrize(
    ("here", "there", "metres"),
    [
        (Point(0, 0), Point(0, 0), 0),
        (Point(0, 0), Point(0, 1), math.radians(1) * EARTH_METRES),
        (Point(10, 0), Point(11, 0), math.radians(1) * EARTH_METRES),
        (Point(0, 90), Point(123, 90), 0),
        (Point(0, 0), Point(180, 0), math.pi * EARTH_METRES),
    ],
)
def test_distance_of_known_pairs(here: Point, there: Point, metres: float) -> None:
    assert distance(here, there) == pytest.approx(metres, abs=1e-3)


@given(longitudes, latitudes, some.floats(1, 50_000), some.floats(0, 2 * math.pi))
def test_the_box_holds_the_whole_circle(
    longitude: float, latitude: float, metres: float, bearing: float
) -> None:
    here = Point(longitude, latitude)
    box = box_around(here, metres)
    there = _walk(here, metres, bearing)
    assert box.west - 1e-9 <= there.longitude <= box.east + 1e-9
    assert box.south - 1e-9 <= there.latitude <= box.north + 1e-9


def _walk(here: Point, metres: float, bearing: float) -> Point:
    angle, south = metres / EARTH_METRES, math.radians(here.latitude)
    north = math.asin(
        math.sin(south) * math.cos(angle) + math.cos(south) * math.sin(angle) * math.cos(bearing)
    )
    east = math.atan2(
        math.sin(bearing) * math.sin(angle) * math.cos(south),
        math.cos(angle) - math.sin(south) * math.sin(north),
    )
    return Point(here.longitude + math.degrees(east), math.degrees(north))
