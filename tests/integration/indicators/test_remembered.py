"""A card drawn from what is remembered is the card that is drawn from everything."""

from collections.abc import Sequence

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from simin.domains.indicators import remembered as remembering
from simin.domains.indicators.cards import Remembered, cards
from simin.domains.observations.definition import DatastreamDefinition, ThingDefinition
from simin.domains.observations.services import NewObservation, define_datastreams
from simin.domains.picture.card import Card
from tests.factories.indicators import CAI, PM25, define
from tests.factories.observed import HOUR, NOON, found_observed_town, observed, recorded

pytestmark = pytest.mark.django_db
EAST, WEST = "air/pm25/east", "air/pm25/west"


@pytest.fixture
def kept() -> Remembered:
    found_observed_town()
    define(PM25, CAI)
    recorded(*(observed(EAST, NOON - hour * HOUR, 20.0 + hour) for hour in range(30)))
    one = Remembered()
    cards(None, NOON, one)
    return one


def came(kept: Remembered, *new: NewObservation) -> None:
    recorded(*new)
    kept.changed({one.datastream for one in new})


def same(kept: Remembered) -> Sequence[Card]:
    drawn = cards(None, NOON, kept)
    assert drawn == cards(None, NOON)
    return drawn


def test_a_new_value_is_seen_at_once(kept: Remembered) -> None:
    recorded(observed(WEST, NOON, 44.0))
    assert cards(None, NOON, kept) != cards(None, NOON)
    kept.changed({WEST})
    kept.doubt()
    same(kept)


def test_a_value_of_the_past_that_is_corrected_is_seen_when_hours_are_doubted(
    kept: Remembered,
) -> None:
    came(kept, observed(EAST, NOON - 5 * HOUR, 400.0, result_time=NOON))
    kept.doubt()
    same(kept)


def test_hours_that_stand_are_not_read_again(kept: Remembered) -> None:
    kept.doubt()
    with CaptureQueriesContext(
        connection,
    ) as asked:
        cards(None, NOON, kept)
    assert not any("hourlyrollup" in one["sql"] for one in asked)


def test_large_families_are_doubted_only_when_all_is_forgotten(
    kept: Remembered, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remembering, "LARGE", 1)
    came(kept, observed(EAST, NOON, 90.0, result_time=NOON + HOUR))
    kept.doubt()
    assert cards(None, NOON, kept)[0].body["value"] == cards(None, NOON)[0].body["value"]
    kept.forget()
    same(kept)


def test_a_datastream_that_is_new_is_a_part_when_all_is_forgotten(kept: Remembered) -> None:
    thing = ThingDefinition(id="north", name={"ko": "북", "en": "north"})
    define_datastreams(
        [
            DatastreamDefinition(
                slug="air/pm25/north", family="air/pm25", property="pm25", source="network",
                thing=thing, period=3600, district="north",
            )
        ]
    )  # fmt: skip
    came(kept, observed("air/pm25/north", NOON, 7.0))
    kept.forget()
    same(kept)
