"""An indicator's card says what the observations say, and how far to trust it."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import msgspec
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from simin.domains.indicators.cards import card, cards, domain_card
from simin.domains.indicators.definition import DomainDefinition, SecondaryDefinition
from simin.domains.indicators.errors import UnknownIndicatorError
from simin.domains.indicators.trust import NEVER
from simin.domains.observations import services as observations
from simin.domains.picture.card import Card, Freshness, Origin, Section
from simin.domains.picture.wire import encode
from tests.factories.indicators import CAI, PM25, define, indicator
from tests.factories.observed import (
    HOUR,
    NOON,
    family,
    found_observed_town,
    observed,
    recorded,
    source,
)

pytestmark = pytest.mark.django_db
EAST, WEST = "air/pm25/east", "air/pm25/west"


@pytest.fixture(autouse=True)
def _town() -> None:
    found_observed_town()
    define(PM25)


def test_the_whole_card() -> None:
    recorded(
        *(observed(EAST, NOON - i * HOUR, 40.0 - i) for i in range(30, -1, -1)),
        *(observed(WEST, NOON - i * HOUR, 20.0) for i in range(30, -1, -1)),
    )
    shown = card("air/pm25", NOON + HOUR)
    assert (shown.kind, shown.section, shown.domain) == ("indicator", Section.NOW, "air")
    assert shown.title == {"ko": "초미세먼지", "en": "PM2.5"}
    assert shown.body == {
        "value": 30.0,
        "unit": "µg/m³",
        "decimals": 0,
        "level": "moderate",
        "levels": "pm25",
        "theme": None,
        "owner": {"id": "climate", "name": {"ko": "기후국", "en": "Climate office"}},
        "target": 15.0,
        "direction": "down",
        "progress": 0.5,
        "spark": {
            "values": [float(round((40 - i + 20) / 2)) for i in range(23, -1, -1)],
            "start": "2022-03-04T06:00:00Z",
            "step": 3600,
        },
        "districts": {
            "east": {"value": 40.0, "level": "bad"},
            "west": {"value": 20.0, "level": "moderate"},
        },
        "method": {"ko": "평균", "en": "mean"},
        "secondary": None,
        "featured": True,
    }
    trust = shown.trust
    assert (trust.source, trust.origin, trust.freshness) == (
        "network",
        Origin.REPLAYED,
        Freshness.LIVE,
    )
    assert (trust.phenomenon_time, trust.parts, trust.run, trust.budget) == (
        NOON,
        (2, 2),
        "run-1",
        7200,
    )


def test_an_unchanged_card_comes_back_equal_from_the_wire() -> None:
    recorded(observed(EAST, NOON, 40.0, "통신장애"), observed(WEST, NOON, 20.0))
    shown = card("air/pm25", NOON)
    assert msgspec.json.decode(encode(shown), type=Card) == shown


def test_no_observation_is_unknown_and_never_good() -> None:
    shown = card("air/pm25", NOON)
    assert (shown.body["value"], shown.body["level"], shown.body["progress"]) == (
        None,
        "unknown",
        None,
    )
    assert shown.body["districts"] == {
        "east": {"value": None, "level": "unknown"},
        "west": {"value": None, "level": "unknown"},
    }
    assert shown.body["spark"]["values"] == []
    assert (shown.trust.source, shown.trust.freshness) == ("network", Freshness.STALE)
    assert (shown.trust.parts, shown.trust.phenomenon_time) == ((0, 2), NEVER)
    observations.source_failed("network", reason="HTTP 500", at=NOON)
    assert card("air/pm25", NOON).trust.freshness is Freshness.SOURCE_DOWN


def test_a_flagged_part_is_missing_and_its_flag_is_shown() -> None:
    recorded(observed(EAST, NOON, 900.0, "점검및교정"), observed(WEST, NOON, 20.0))
    shown = card("air/pm25", NOON)
    assert shown.body["value"] == 20.0
    assert shown.body["districts"]["east"] == {"value": None, "level": "unknown"}
    assert (shown.trust.parts, shown.trust.quality) == ((1, 2), ("점검및교정",))


def test_a_part_that_lags_far_behind_is_missing() -> None:
    recorded(observed(EAST, NOON - 5 * HOUR, 900.0), observed(WEST, NOON, 20.0))
    shown = card("air/pm25", NOON)
    assert (shown.body["value"], shown.trust.parts) == (20.0, (1, 2))


def test_all_parts_flagged_is_no_value_with_a_trust_mark() -> None:
    recorded(observed(EAST, NOON, 9.0, "통신장애"), observed(WEST, NOON, None))
    shown = card("air/pm25", NOON)
    assert (shown.body["value"], shown.body["level"]) == (None, "unknown")
    assert (shown.trust.parts, shown.trust.phenomenon_time) == ((0, 2), NOON)


@pytest.mark.parametrize(
    ("hours", "mark"), [(2, Freshness.LIVE), (4, Freshness.LATE), (5, Freshness.STALE)]
)
def test_a_card_grows_old(hours: int, mark: Freshness) -> None:
    recorded(observed(EAST, NOON, 9.0))
    assert card("air/pm25", NOON + hours * HOUR).trust.freshness is mark


def test_a_recording_shows_its_original_time_and_the_strictest_origin_wins() -> None:
    source("generator", Origin.SYNTHETIC)
    family("air/pm10", source="generator")
    define(PM25, CAI)
    original = NOON - timedelta(days=700)
    replayed = replace(observed(EAST, NOON, 75.0), recorded_at=original)
    recorded(replayed, observed("air/pm10/west", NOON - HOUR, 30.0))
    plain, index = card("air/pm25", NOON), card("air/cai", NOON)
    assert (plain.trust.origin, plain.trust.recorded_at) == (Origin.REPLAYED, original)
    assert (index.trust.origin, index.trust.recorded_at) == (Origin.SYNTHETIC, original)
    assert index.body["districts"]["east"] == {"value": 250.0, "level": "bad"}
    assert index.body["districts"]["west"] == {"value": 50.0, "level": "good"}
    assert (index.body["value"], index.trust.parts) == (150.0, (2, 2))


def test_the_index_has_a_spark_line_of_hourly_indexes() -> None:
    family("air/pm10")
    define(PM25, CAI)
    recorded(observed(EAST, NOON - HOUR, 15.0), observed("air/pm10/east", NOON - HOUR, 80.0))
    recorded(observed(EAST, NOON, 35.0), observed("air/pm10/east", NOON, 30.0))
    assert card("air/cai", NOON).body["spark"]["values"][-2:] == [100.0, 100.0]


def test_a_daily_family_has_a_spark_line_of_days() -> None:
    family("traffic/boardings", districts=[None], period=86400)
    define(indicator("traffic/boardings", family="traffic/boardings", aggregate="sum"))
    midnight = NOON - 14 * HOUR
    recorded(
        *(observed("traffic/boardings", midnight - i * 24 * HOUR, 100.0 + i) for i in range(3))
    )
    shown = card("traffic/boardings", NOON)
    line = shown.body["spark"]
    assert (line["step"], line["values"][-3:]) == (86400, [102.0, 101.0, 100.0])
    assert (shown.body["districts"], shown.body["level"]) == (None, None)


def test_a_secondary_number_stands_beside_and_counts_for_the_origin() -> None:
    source("generator", Origin.SYNTHETIC)
    family("air/alarms", source="generator")
    second = SecondaryDefinition(label={"en": "today"}, family="air/alarms", unit="건")
    define(indicator("air/pm25", family="air/pm25", secondary=second))
    recorded(
        observed(EAST, NOON, 1.0),
        observed("air/alarms/east", NOON, 2.0),
        observed("air/alarms/west", NOON, 3.0),
    )
    shown = card("air/pm25", NOON)
    assert shown.body["secondary"] == {"label": {"en": "today"}, "value": 5.0, "unit": "건"}
    assert shown.trust.origin is Origin.SYNTHETIC


def test_the_domain_card_shades_the_map_with_its_indicator() -> None:
    recorded(observed(EAST, NOON, 40.0), observed(WEST, NOON, 20.0))
    air = DomainDefinition(id="air", name={"en": "Air"}, icon="wind", indicator="air/pm25")
    shown = domain_card(air, NOON)
    assert (shown.id, shown.kind, shown.section) == ("domain/air", "domain", Section.GLANCE)
    assert shown.trust == card("air/pm25", NOON).trust
    assert shown.body == {
        "name": {"en": "Air"},
        "icon": "wind",
        "indicator": "air/pm25",
        "districts": {
            "east": {"value": 40.0, "level": "bad"},
            "west": {"value": 20.0, "level": "moderate"},
        },
        "unit": "µg/m³",
        "decimals": 0,
        "levels": "pm25",
        "facilities": [],
        "default": False,
    }


def test_a_domain_without_an_indicator_has_a_card_too() -> None:
    projects = DomainDefinition(
        id="projects", name={"en": "Projects"}, icon="crane", facilities=("site",)
    )
    body: dict[str, Any] = domain_card(projects, NOON).body
    assert (body["indicator"], body["districts"], body["facilities"]) == (None, {}, ["site"])


def test_all_cards_take_as_many_statements_as_one() -> None:
    family("air/pm10")
    recorded(observed(EAST, NOON, 40.0), observed("air/pm10/west", NOON, 20.0))
    define(PM25, CAI, indicator("air/pm10", family="air/pm10"))
    assert _statements(["air/pm25"]) == _statements(None)


def test_an_unknown_indicator_is_named() -> None:
    with pytest.raises(UnknownIndicatorError, match="air/nothing"):
        card("air/nothing", NOON)


def _statements(ids: list[str] | None) -> int:
    with CaptureQueriesContext(connection) as seen:
        cards(ids, NOON)
    return len(seen)
