from hypothesis import given
from hypothesis import strategies as some

from simin.domains.places.gazetteer import gazetteer_of
from simin.domains.places.shapes import Point
from tests.factories.places import square

WEST, EAST = square("west", 0, rank=2), square("east", 1, rank=1)


@given(some.floats(0.001, 1.999), some.floats(0.001, 0.999))
def test_a_position_is_in_the_square_around_it(longitude: float, latitude: float) -> None:
    found = gazetteer_of([WEST, EAST]).district_at(Point(longitude, latitude))
    assert found is not None
    assert found.id == ("east" if longitude >= 1 else "west")


def test_outside_is_no_district() -> None:
    assert gazetteer_of([WEST, EAST]).district_at(Point(2.5, 0.5)) is None
    assert gazetteer_of([]).district_at(Point(0.5, 0.5)) is None


def test_a_shared_border_belongs_to_the_first_by_rank() -> None:
    found = gazetteer_of([WEST, EAST]).district_at(Point(1.0, 0.5))
    assert found == EAST
