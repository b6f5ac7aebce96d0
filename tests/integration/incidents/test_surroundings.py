"""What cards tell of what stands around, and of homes."""

from collections.abc import Iterator

import pytest

from simin.config.stories import STORIES
from simin.domains.incidents import cards, queries, services
from simin.domains.incidents.area import Shape
from simin.domains.picture.card import Origin
from simin.kit.clock import FixedClock
from simin.workflows import dispatch
from simin.workflows.incident_suggests_warning import suggestion
from tests.factories.incident_town import LATITUDE, LONGITUDE, METRE, incident_town, shelters
from tests.factories.incidents import NOON, amended, reported, told

EXACT = LATITUDE + 3 * METRE


@pytest.fixture(autouse=True)
def clock(db: None) -> Iterator[FixedClock]:
    with incident_town() as clock:
        shelters()
        yield clock


def measured(**other: object) -> str:
    fields = {"origin": Origin.MEASURED, "longitude": LONGITUDE, "latitude": EXACT, **other}
    return reported("1", **fields)


def test_a_card_tells_what_is_nearest_and_how_far_it_reaches(clock: FixedClock) -> None:
    one = measured()
    dispatch.run_pending(STORIES, clock=clock)
    shape = Shape(kind="circle", points=((LONGITUDE, LATITUDE),), metres=300)
    services.draw_area(one, shape, figures=queries.impact(shape), seen=None, told=told(2))
    body = cards.card(one, NOON).body
    (sort,) = body["nearest"]
    assert [place["name"]["en"] for place in sort["places"]] == ["Hall", "School"]
    assert body["impact"]["people"] == {"about": 685, "least": 0, "most": 6000}
    assert body["impact"]["facilities"] == [{"name": {"en": "Shelter", "ko": "대피소"}, "count": 1}]


def test_of_a_home_no_card_tells_more_than_its_cell(clock: FixedClock) -> None:
    one = measured(home=True, address="East 12, room 3")
    dispatch.run_pending(STORIES, clock=clock)
    card = cards.card(one, NOON)
    assert card.place is not None and card.place.latitude is not None
    assert card.place.latitude != EXACT
    assert abs(card.place.latitude - EXACT) < 51 * METRE
    assert "room 3" not in repr(card)
    distances = [place["metres"] for place in card.body["nearest"][0]["places"]]
    assert 97 not in distances, "measured from the home itself"
    warned = suggestion(one, NOON).area.circle
    assert warned is not None and warned.latitude == round(card.place.latitude, 5)


def test_a_home_is_found_by_no_word_of_its_address(clock: FixedClock) -> None:
    measured(home=True, address="Quietstreet 7")
    assert queries.page(queries.Filters(text="quietstreet")).rows == []
    loud = reported("2", address="Loudstreet 7")
    assert len(queries.page(queries.Filters(text="loudstreet")).rows) == 1
    amended(loud, home=True, told=told(1))
    assert queries.page(queries.Filters(text="loudstreet")).rows == []


def test_another_place_has_other_surroundings(clock: FixedClock) -> None:
    one = measured()
    dispatch.run_pending(STORIES, clock=clock)
    amended(one, latitude=LATITUDE + 0.1, told=told(3))
    dispatch.run_pending(STORIES, clock=clock)
    assert cards.card(one, NOON).body["nearest"] == []


def test_a_warning_begins_with_the_circle_around_what_was_drawn(clock: FixedClock) -> None:
    one = measured()
    road = Shape(
        kind="road",
        points=((LONGITUDE, LATITUDE), (LONGITUDE, LATITUDE + 1000 * METRE)),
        metres=40,
    )
    services.draw_area(one, road, figures=None, seen=None, told=told(2))
    circle = suggestion(one, NOON).area.circle
    assert circle is not None and 0.5 < circle.radius_km < 0.56
