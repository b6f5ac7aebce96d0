"""Shapes of impact areas, and who and what is inside."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import box

from simin.domains.incidents.area import Shape, area_of, of_geojson, shape_of, typed_points
from simin.domains.incidents.impact import Part, people_inside, rounded, within
from simin.kit.cell import cell
from simin.kit.errors import RejectedError

SEOUL = (126.978, 37.566)


def circle(metres: float) -> Shape:
    return Shape(kind="circle", points=(SEOUL,), metres=metres)


def part(west: float, people: float) -> Part:
    return Part({"en": f"{west}"}, people, box(west, 37.5, west + 0.02, 37.6))


@pytest.mark.parametrize("metres", [50, 300, 5000])
def test_a_circle_is_as_large_as_it_says(metres: float) -> None:
    assert circle(metres).square_metres == pytest.approx(3.1416 * metres**2, rel=0.005)


def test_a_road_is_a_line_with_a_width() -> None:
    north = (SEOUL[0], SEOUL[1] + 1000 / 111_195)
    road = Shape(kind="road", points=(SEOUL, north), metres=20)
    assert road.square_metres == pytest.approx(20 * 1000 + 3.14 * 100, rel=0.01)


def test_it_is_kept_as_it_was_given() -> None:
    told = {"kind": "road", "points": [[126.9, 37.5], [127.0, 37.6]], "metres": 30.0}
    shape = shape_of(told)
    shape.check()
    assert shape.points == ((126.9, 37.5), (127.0, 37.6))


def test_geojson_is_taken() -> None:
    ring = [[126.9, 37.5], [127.0, 37.5], [127.0, 37.6], [126.9, 37.5]]
    shape = of_geojson({"type": "Feature", "geometry": {"type": "Polygon", "coordinates": [ring]}})
    assert shape.kind == "polygon" and len(shape.points) == 3
    with pytest.raises(RejectedError):
        of_geojson({"type": "Polygon", "coordinates": [ring, ring]})


def test_points_are_typed_one_a_line() -> None:
    assert typed_points("126.9, 37.5\n 127 37.6 ;127.1,37.7") == (
        (126.9, 37.5),
        (127.0, 37.6),
        (127.1, 37.7),
    )
    with pytest.raises(RejectedError, match="line 2"):
        typed_points("1, 2\nhere")


@pytest.mark.parametrize("points", [((37.5, 126.9),), ((float("nan"), 37.5),), ()])
def test_what_is_no_place(points: tuple[tuple[float, float], ...]) -> None:
    with pytest.raises(RejectedError):
        Shape(kind="circle", points=points, metres=100).check()


def test_people_are_counted_by_the_share_of_the_area() -> None:
    area = box(126.99, 37.5, 127.01, 37.6)
    people = people_inside(area, [part(126.98, 1000), part(127.0, 500), part(127.5, 9)], of="dong")
    assert people is not None
    assert (people.about, people.least, people.most, people.parts) == (750, 0, 1500, 2)
    assert people.outside == 0 and people.names == ({"en": "126.98"}, {"en": "127.0"})


def test_what_lies_wholly_inside_is_certain() -> None:
    people = people_inside(box(126.9, 37.4, 127.1, 37.7), [part(127.0, 500)], of="dong")
    assert people is not None and (people.about, people.least, people.most) == (500, 500, 500)
    assert people.outside > 90


def test_without_figures_nothing_is_said() -> None:
    assert people_inside(box(0, 0, 1, 1), [], of="dong") is None
    empty = people_inside(box(0, 0, 1, 1), [part(127, 5)], of="dong")
    assert empty is not None and (empty.about, empty.most, empty.outside) == (0, 0, 100)


@pytest.mark.parametrize(("number", "told"), [(0, 0), (7.4, 7), (999, 999), (12_437, 12_400)])
def test_nobody_knows_more_than_three_figures(number: float, told: int) -> None:
    assert rounded(number) == told


@given(st.floats(0, 1e7))
def test_rounding_errs_by_less_than_a_hundredth(number: float) -> None:
    assert abs(rounded(number) - number) <= max(0.5, number / 100)


def test_points_inside() -> None:
    assert within(box(0, 0, 1, 1), [(0.5, 0.5), (2, 2), (1, 1)]) == [0, 2]
    assert within(box(0, 0, 1, 1), []) == []


@given(st.floats(-179, 179), st.floats(-60, 60))
def test_a_cell_is_near_and_the_same_for_all_of_it(longitude: float, latitude: float) -> None:
    middle = cell(longitude, latitude)
    assert cell(*middle) == middle
    assert abs(middle[1] - latitude) * 111_195 < 51


def test_an_empty_area_has_no_size() -> None:
    assert area_of(box(0, 0, 1, 1).intersection(box(2, 2, 3, 3))) == 0


def test_rounding_never_leads_out_of_what_is_certain() -> None:
    found = people_inside(box(126.9, 37.4, 127.0, 37.7), [part(126.92, 12_345)], of="dong")
    assert found is not None
    assert (found.least, found.about, found.most) == (12_345, 12_345, 12_345)
