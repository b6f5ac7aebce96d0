import pytest

from simin.domains.places import policies
from simin.domains.places.shapes import MapLine, Point
from simin.kit.errors import RejectedError
from tests.factories.places import district, square

BOW_TIE = {"type": "Polygon", "coordinates": [[[0, 0], [1, 1], [1, 0], [0, 1], [0, 0]]]}


@pytest.mark.parametrize(
    ("point", "reason"),
    [
        (Point(37.5, 127.0), "swapped"),
        (Point(190.0, 10.0), "not on the earth"),
        (Point(float("nan"), 1.0), "not a number"),
    ],
)
def test_a_wrong_position_is_named(point: Point, reason: str) -> None:
    with pytest.raises(RejectedError, match=reason) as refused:
        policies.check_point("facilities[a]", point)
    assert refused.value.field == "facilities[a]"


@pytest.mark.parametrize(
    ("geometry", "reason"),
    [
        (BOW_TIE, "Self-intersection"),
        ({"type": "Point", "coordinates": [0, 0]}, "must be one of MultiPolygon, Polygon"),
        ({"type": "Polygon", "coordinates": [[[0, 0], [1, 1]]]}, "is not GeoJSON"),
        ({"type": "Polygon"}, "is not GeoJSON"),
        ({"type": "Polygon", "coordinates": []}, "is empty"),
    ],
)
def test_a_wrong_outline_is_named(geometry: dict[str, object], reason: str) -> None:
    with pytest.raises(RejectedError, match=reason) as refused:
        policies.check_districts([district("mapo", geometry)])
    assert refused.value.field == "districts[mapo].geometry"


def test_a_key_comes_once() -> None:
    with pytest.raises(RejectedError, match="comes 2 times"):
        policies.check_districts([square("a", 0), square("a", 1)])


def test_a_line_is_a_river_or_rail() -> None:
    line = MapLine(id="x", kind="road", name={}, geometry={"type": "LineString"})
    with pytest.raises(RejectedError, match="not river or rail"):
        policies.check_lines([line])
