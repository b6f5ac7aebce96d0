import pytest
from hypothesis import given
from hypothesis import strategies as st

from simin.web.maps.projection import Projection, degrees, mercator

SEOUL = (126.76, 37.42, 127.19, 37.70)


@given(st.floats(-179, 179), st.floats(-80, 80))
def test_degrees_undoes_mercator(longitude: float, latitude: float) -> None:
    assert degrees(*mercator(longitude, latitude)) == pytest.approx((longitude, latitude))


def test_the_bounds_fill_the_width_but_for_the_margin() -> None:
    projection = Projection.fit(SEOUL, width=1000, margin=12)
    assert projection.point(SEOUL[0], SEOUL[3]) == pytest.approx((12, 12))
    x, y = projection.point(SEOUL[2], SEOUL[1])
    assert x == pytest.approx(988)
    assert projection.height - 13 <= y <= projection.height - 11


def test_the_view_box_in_degrees_lies_around_the_bounds() -> None:
    west, south, east, north = Projection.fit(SEOUL).bounds()
    assert west < SEOUL[0] and south < SEOUL[1] and east > SEOUL[2] and north > SEOUL[3]
    assert Projection.fit(SEOUL).point(west, north) == pytest.approx((0, 0), abs=1e-6)
