"""The attention card of a town."""

from datetime import timedelta

import msgspec
import pytest

from simin.domains.incidents import services as incidents
from simin.domains.indicators import queries as indicator_queries
from simin.domains.indicators import services as indicators
from simin.domains.indicators.definition import (
    BreakpointsDefinition,
    IndexDefinition,
    IndicatorDefinition,
    ScaleDefinition,
)
from simin.domains.observations import services as observations
from simin.domains.observations.definition import (
    DatastreamDefinition,
    PropertyDefinition,
    SourceDefinition,
    ThingDefinition,
)
from simin.domains.observations.services import NewObservation
from simin.domains.picture.card import Card, Origin, Section
from simin.domains.picture.wire import encode
from simin.workflows import attention
from tests.factories.incidents import NOON, advanced, found_town, minutes, reported, told

pytestmark = pytest.mark.django_db

DISTRICTS = ("east", "west")


@pytest.fixture(autouse=True)
def _town() -> None:
    found_town()
    air = SourceDefinition(
        id="air", name={"ko": "대기", "en": "Air"}, origin=Origin.REPLAYED, budget=7200
    )
    observations.define_sources([air])
    observations.define_properties([PropertyDefinition(id="pm", name={"en": "PM"}, unit="µg/m³")])
    observations.define_datastreams(
        [
            DatastreamDefinition(
                slug=f"air/pm/{district}",
                family="air/pm",
                property="pm",
                source="air",
                thing=ThingDefinition(id=district, name={"en": district}, district=district),
                period=3600,
                district=district,
            )
            for district in DISTRICTS
        ]
    )
    scale = ScaleDefinition(id="pm", direction="down", good=15, moderate=35, bad=75)
    indicators.define_scales([scale])
    indicators.define_indicators(
        [
            IndicatorDefinition(
                id="air/pm",
                name={"ko": "먼지", "en": "Dust"},
                section=Section.NOW,
                unit="µg/m³",
                method={"en": "mean"},
                levels="pm",
                family="air/pm",
            )
        ]
    )


def measured(hours_ago: int, value: float) -> None:
    at = NOON - timedelta(hours=hours_ago)
    observations.record(
        [NewObservation(f"air/pm/{district}", at, value) for district in DISTRICTS],
        run=None,
        received_at=at,
        zone=NOON.tzinfo,  # type: ignore[arg-type]
    )


def entries(after: float = 0) -> list[tuple[str, str]]:
    card = attention.card(minutes(after))
    assert msgspec.json.decode(encode(card), type=Card) == card
    return [(entry["id"], entry["severity"]) for entry in card.body["entries"]]


def test_a_quiet_town_says_so_and_stays_as_it_is() -> None:
    measured(1, 10.0)
    assert entries() == []
    assert attention.card(minutes(1)) == attention.card(minutes(9))


def test_a_value_that_has_been_very_bad_for_hours() -> None:
    measured(5, 20.0)
    for hours_ago in (4, 3, 2):
        measured(hours_ago, 90.0)
    assert entries() == [("air/pm", "very_bad")]
    (entry,) = attention.card(NOON).body["entries"]
    assert entry["reason"]["en"] == "For 3 h"


def test_districts_that_are_bad() -> None:
    measured(1, 60.0)
    assert entries() == [("air/pm", "moderate")]


def test_a_source_that_is_down() -> None:
    measured(1, 10.0)
    observations.source_failed("air", reason="HTTP 500 with a secret", at=minutes(-10))
    assert entries() == [("source/air", "moderate")]
    card = attention.card(minutes(0))
    assert card.body["entries"][0]["card"] == "air/pm"
    assert b"secret" not in encode(card)


def test_an_incident_waits_for_its_units_until_they_are_there() -> None:
    fire = reported()
    assert entries(7) == []
    assert entries(8) == [(f"incident/{fire}", "bad")]
    advanced(fire, "arrived", 9)
    assert entries(20) == []


def test_an_incident_whose_arrival_was_skipped_is_not_waited_for() -> None:
    advanced(reported(), "operating", 9)
    assert entries(30) == []


def test_drills_and_ended_incidents_need_nobody() -> None:
    reported("1", severity="extreme", drill=True)
    incidents.mark_false_alarm(reported("2", severity="extreme"), told=told(1))
    assert entries(60) == []


@pytest.mark.parametrize("severity", ["severe", "extreme"])
def test_a_withheld_incident_is_named_by_its_kind_only(severity: str) -> None:
    rescue = reported("1", kind="rescue", severity=severity)
    assert entries(1) == [(f"incident/{rescue}", "bad")]
    (entry,) = attention.card(minutes(1)).body["entries"]
    assert (entry["text"]["en"], entry["action"]) == ("Rescue", "open")
    assert entry["reason"]["en"] == "Withheld from the public"
    assert b"Eastside" not in encode(attention.card(minutes(1)))


def test_the_mark_is_that_of_what_is_named() -> None:
    assert attention.card(NOON).trust.origin is Origin.REPLAYED
    reported("1", severity="severe", origin=Origin.SYNTHETIC)
    assert attention.card(minutes(1)).trust.origin is Origin.SYNTHETIC


def test_what_an_index_is_made_of_is_not_named_beside_it() -> None:
    dust = IndexDefinition(
        id="cai",
        breakpoints=[
            BreakpointsDefinition(
                property="pm", concentration=[0, 15, 35, 75, 500], index=[0, 50, 100, 250, 500]
            )
        ],
    )
    scale = ScaleDefinition(id="cai", direction="down", good=50, moderate=100, bad=250)
    indicators.define_scales([scale], [dust])
    plain = indicator_queries.indicators(["air/pm"])
    index = IndicatorDefinition(
        id="air/cai",
        name={"ko": "지수", "en": "Index"},
        section=Section.NOW,
        unit="CAI",
        method={"en": "worst"},
        levels="cai",
        aggregate="index",
        index="cai",
        inputs={"pm": "air/pm"},
    )
    indicators.define_indicators([*plain, index])
    measured(1, 60.0)
    assert entries() == [("air/cai", "moderate")]


def test_what_is_counted_from_incidents_is_left_to_the_incidents() -> None:
    measured(1, 60.0)
    counted = incidents.CountRule(family="air/pm", of=incidents.CountOf.TODAY)
    incidents.define_counts([counted])
    assert entries() == []
