"""The rectangle by which a database finds what a geospatial filter can meet: never too narrow."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import Point, mapping

from simin.domains.observations.sensorthings import geography
from simin.kit.odata.expression import parse

HERE = "geography'POINT(127 37.5)'"
FIELD = "geography'POLYGON((126 37,128 37,128 38,126 38,126 37))'"


def rectangle(text: str) -> geography.Rectangle | None:
    return geography.rectangle(parse(text, "$filter"), "location")


@pytest.mark.parametrize(
    "asked",
    [
        f"st_within(location,{FIELD})",
        f"st_contains({FIELD},location)",
        f"geo.intersects(location,{FIELD}) eq true",
        f"true eq st_overlaps(location,{FIELD})",
    ],
)
def test_what_touches_a_field_lies_in_its_bounds(asked: str) -> None:
    assert rectangle(asked) == (126, 37, 128, 38)


@pytest.mark.parametrize(
    "asked",
    [
        f"st_disjoint(location,{FIELD})",
        f"st_within(location,{FIELD}) eq false",
        f"st_relate(location,{FIELD},'FF*FF****')",
        f"geo.distance(location,{HERE}) gt 100",
        f"100 lt geo.distance(location,{HERE})",
        "geo.distance(location,location) lt 100",
        "geo.length(location) gt 100",
    ],
)
def test_what_may_lie_anywhere_has_none(asked: str) -> None:
    assert rectangle(asked) is None


@given(
    st.floats(-80, 80),
    st.floats(-1, 1),
    st.floats(-3, 3),
    st.floats(1, 100_000),
)
def test_what_is_near_enough_touches_the_rectangle(
    latitude: float, up: float, along: float, metres: float
) -> None:
    asked = f"geo.distance(location,geography'POINT(20 {latitude:.9f})') le {metres:.3f}"
    other = Point(20 + along, latitude + up)
    around = rectangle(asked)
    assert around is not None
    west, south, east, north = around
    near = geography.matching(parse(asked, "$filter"), "location", [(1, mapping(other))])
    assert not near or (west <= other.x <= east and south <= other.y <= north)
