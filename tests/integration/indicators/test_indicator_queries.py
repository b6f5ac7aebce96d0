from datetime import timedelta

import pytest

from simin.domains.indicators import queries, services
from simin.domains.indicators.definition import SecondaryDefinition
from simin.domains.indicators.level import Level
from simin.kit.errors import RejectedError
from tests.factories.indicators import CAI, INDEXES, PM25, SCALES, define, indicator
from tests.factories.observed import (
    HOUR,
    NOON,
    family,
    found_observed_town,
    observed,
    recorded,
)

pytestmark = pytest.mark.django_db
EAST, WEST = "air/pm25/east", "air/pm25/west"


@pytest.fixture(autouse=True)
def _town() -> None:
    found_observed_town()
    family("air/pm10")
    define(PM25, CAI)


def test_changed_families_affect_what_is_made_of_them() -> None:
    second = SecondaryDefinition(label={}, family="air/pm10", unit="")
    define(PM25, CAI, indicator("safety/fire", family="safety/fire", secondary=second))
    assert queries.affected_by(["air/pm25"]) == {"air/pm25", "air/cai"}
    assert queries.affected_by(["air/pm10"]) == {"air/cai", "safety/fire"}
    assert queries.affected_by(["water/turbidity"]) == set()


def test_what_an_indicator_says_now() -> None:
    recorded(observed(EAST, NOON, 80.0))
    found = queries.standing(["air/pm25"])["air/pm25"]
    assert (found.value, found.level) == (80.0, Level.VERY_BAD)
    assert found.districts == {"east": (80.0, Level.VERY_BAD), "west": (None, Level.UNKNOWN)}


def test_history_in_hours_and_days_by_city_and_district() -> None:
    recorded(
        observed(EAST, NOON, 10.0),
        observed(EAST, NOON + HOUR, 30.0),
        observed(WEST, NOON + HOUR, 50.0),
        observed(WEST, NOON + timedelta(minutes=90), 70.0),
    )
    hours = queries.history("air/pm25", NOON, NOON + 2 * HOUR)
    assert [(found.start, found.figures.value) for found in hours] == [
        (NOON, 10.0),
        (NOON + HOUR, 45.0),
    ]
    assert hours[1].figures.districts == {"east": 30.0, "west": 60.0}
    (day,) = queries.history("air/pm25", NOON - 24 * HOUR, NOON + HOUR, "day")
    assert (day.start, day.figures.value) == (NOON - 14 * HOUR, 40.0)


def test_a_history_has_an_end() -> None:
    with pytest.raises(RejectedError) as refused:
        queries.history("air/pm25", NOON - 1001 * HOUR, NOON)
    assert refused.value.field == "since"


def test_lineage_goes_down_to_the_sources() -> None:
    recorded(observed(EAST, NOON, 80.0))
    found = queries.lineage("air/cai")
    assert found.index == INDEXES[0]
    assert found.scale == SCALES[1]
    assert [source.id for source in found.sources] == ["network"]
    assert {stream.slug: seen and seen.result for stream, seen in found.streams} == {
        EAST: 80.0,
        WEST: None,
        "air/pm10/east": None,
        "air/pm10/west": None,
    }


def test_definitions_come_back_as_they_went_in_and_twice_is_once() -> None:
    define(CAI, PM25)
    assert queries.indicators() == [PM25, CAI]
    assert list(queries.scales().values()) == sorted(SCALES, key=lambda scale: scale.id)


def test_an_indicator_that_left_the_pack_is_gone() -> None:
    define(PM25)
    assert queries.indicators() == [PM25]


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"levels": "nothing", "family": "f"}, "levels"),
        ({}, "family"),
        ({"aggregate": "index", "inputs": {"pm25": "air/pm25"}}, "index"),
        ({"aggregate": "index", "index": "cai"}, "inputs"),
    ],
)
def test_a_wrong_definition_is_named_and_changes_nothing(
    fields: dict[str, object], field: str
) -> None:
    with pytest.raises(RejectedError) as refused:
        services.define_indicators([indicator("a/b", family="f"), indicator("x/y", **fields)])
    assert refused.value.field == f"indicators.x/y.{field}"
    assert queries.indicators() == [PM25, CAI]
