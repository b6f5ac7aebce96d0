from datetime import UTC, datetime

import pytest

from simin.domains.places import queries, services
from simin.domains.places.errors import NoCityError, UnknownDistrictError
from simin.domains.places.events import PlacesDefined
from simin.domains.places.shapes import Box, MapLine
from simin.kit.errors import RejectedError
from simin.kit.outbox import queries as outbox
from tests.factories import places

AT = datetime(2022, 3, 5, 5, tzinfo=UTC)

#: Shelters and their longitudes on one parallel.
PLACED = (("a", 0.5), ("b", 0.503), ("c", 0.501), ("d", 0.6))


@pytest.fixture
def town(db: None) -> None:
    services.define_city(places.city(), at=AT)
    services.define_districts([places.square("west", 0), places.square("east", 1)], at=AT)


def test_before_a_pack_there_is_no_city(db: None) -> None:
    assert not queries.has_city()
    with pytest.raises(NoCityError):
        queries.city()


def test_the_city_comes_back_as_it_was_defined(town: None) -> None:
    assert queries.city() == places.city()
    services.define_city(places.city("other"), at=AT)
    assert queries.city().id == "other"


def test_districts_need_a_city_and_nothing_is_half_written(db: None) -> None:
    with pytest.raises(RejectedError, match="define the city"):
        services.define_districts([places.square("west", 0)], at=AT)
    assert queries.districts() == ()
    assert outbox.head() == 0


def test_defining_again_replaces_by_key(town: None) -> None:
    services.define_neighbourhoods([places.neighbourhood("n1", "west")], at=AT)
    again = [places.square("east", 1, rank=1), places.square("north", 2)]
    services.define_districts(again, at=AT)
    assert [one.id for one in queries.districts()] == ["north", "east"]
    assert queries.neighbourhoods() == []


def test_a_kept_district_keeps_its_neighbourhoods(town: None) -> None:
    services.define_neighbourhoods([places.neighbourhood("n1", "west")], at=AT)
    services.define_districts([places.square("west", 0, rank=3)], at=AT)
    assert [one.id for one in queries.neighbourhoods("west")] == ["n1"]
    assert queries.neighbourhood("n1") is not None
    assert queries.neighbourhood("n2") is None


def test_each_definition_is_told_once(town: None) -> None:
    services.define_facilities("shelter", [places.shelter("a", 0.5, 0.5)], at=AT)
    told = [delivered.event for delivered in outbox.after(0)]
    assert told == [
        PlacesDefined(part="city", count=1),
        PlacesDefined(part="districts", count=2),
        PlacesDefined(part="facilities", kind="shelter", count=1),
    ]


def test_a_facility_gets_the_district_that_it_stands_in(town: None) -> None:
    given = [places.shelter("a", 0.2, 0.5), places.shelter("b", 1.2, 0.5, district="west")]
    services.define_facilities("shelter", [*given, places.shelter("c", 9, 0.5)], at=AT)
    found = {one.key: one.district for one in queries.facilities("shelter")}
    assert found == {"a": "west", "b": "west", "c": None}
    assert [one.key for one in queries.facilities("shelter", district_id="west")] == ["a", "b"]


def test_facilities_of_a_kind_are_replaced_and_others_stay(town: None) -> None:
    services.define_facilities("shelter", [places.shelter(key, 0.5, 0.5) for key in "abc"], at=AT)
    services.define_facilities("park", [], at=AT)
    renewed = places.shelter("b", 0.6, 0.5, capacity=20, properties={"floor": -1})
    services.define_facilities("shelter", [renewed], at=AT)
    (found,) = queries.facilities("shelter")
    assert (found.key, found.capacity, found.properties) == ("b", 20, {"floor": -1})


def test_facilities_in_a_box(town: None) -> None:
    given = [places.shelter(f"{n:02}", n / 10, n / 10) for n in range(10)]
    services.define_facilities("shelter", given, at=AT)
    box = Box(0.25, 0.25, 0.65, 0.55)
    assert [one.key for one in queries.facilities("shelter", bbox=box)] == ["03", "04", "05"]
    assert [one.key for one in queries.facilities("shelter", bbox=box, limit=1)] == ["03"]


def test_the_nearest_come_first_and_the_far_not_at_all(town: None) -> None:
    given = [places.shelter(key, lon, 0.5) for key, lon in PLACED]
    services.define_facilities("shelter", given, at=AT)
    near = queries.nearest_facilities("shelter", 0.5, 0.5, metres=500)
    assert [one.facility.key for one in near] == ["a", "c", "b"]
    assert near[1].metres == pytest.approx(111.19, abs=0.1)
    assert len(queries.nearest_facilities("shelter", 0.5, 0.5, metres=500, limit=1)) == 1


@pytest.mark.parametrize(
    ("facility", "field"),
    [
        (places.shelter("a", 0.5, 0.5, district="nowhere"), "facilities[shelter][a].district"),
        (places.shelter("a", 37.5, 127.0), "facilities[shelter][a]"),
    ],
)
def test_a_wrong_facility_is_named_and_none_is_kept(
    town: None, facility: object, field: str
) -> None:
    with pytest.raises(RejectedError) as refused:
        services.define_facilities("shelter", [places.shelter("z", 0.5, 0.5), facility], at=AT)
    assert refused.value.field == field
    assert queries.facilities("shelter") == []


def test_lines_come_back_by_kind(town: None) -> None:
    drawn = {"type": "LineString", "coordinates": [[0, 0], [1, 1]]}
    river = MapLine(id="han", kind="river", name={"en": "Han"}, geometry=drawn)
    services.define_lines([river, MapLine(id="l2", kind="rail", name={}, geometry=drawn)], at=AT)
    assert queries.lines("river") == [river]
    assert [one.id for one in queries.lines()] == ["han", "l2"]


def test_district_of_a_position_and_of_an_id(town: None) -> None:
    found = queries.district_at(1.5, 0.5)
    assert found is not None
    assert found == queries.district("east")
    assert queries.district_at(5, 5) is None
    with pytest.raises(UnknownDistrictError, match="nowhere"):
        queries.district("nowhere")


def test_outlines_are_read_once_an_edition(town: None, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    queries.districts()
    with django_assert_num_queries(1):
        queries.district_at(0.5, 0.5)
    services.define_districts([places.square("only", 0)], at=AT)
    assert [one.id for one in queries.districts()] == ["only"]
