"""An expansion tells of each entity what its own address tells, and asks once for a whole level."""

import sqlite3
from typing import Any
from urllib.parse import quote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from simin.domains.observations import by_owner
from simin.domains.observations.models import Datastream, Location
from simin.domains.observations.sensorthings import geography
from simin.domains.observations.sensorthings.entities import TYPES
from simin.domains.observations.sensorthings.viewer import Viewer
from simin.web.sta import reads
from tests.factories.observed import HOUR, NOON, observed, recorded
from tests.factories.sta_town import found_placed_town
from tests.standing import standing

pytestmark = pytest.mark.django_db
BASE = "http://testserver/sta/v1.1"
MANY = [
    (entity.plural, link, told.target)
    for entity in TYPES.values()
    for link, told in entity.links.items()
    if told.many
]


town = standing(found_placed_town, autouse=True)


def ask(address: str) -> Any:
    path, _, query = address.removeprefix(BASE).partition("?")
    return reads.answer(path, quote(query, safe="$=&/(),;%'"), Viewer(), BASE)


def plain(rows: list[dict[str, Any]]) -> list[Any]:
    return [row["@iot.id"] for row in rows]


def options_of(target: str) -> list[str]:
    order = {"Observation": "result", "HistoricalLocation": "time"}.get(target, "name")
    return [
        "",
        f"$orderby={order} desc,id;$top=2;$count=true",
        f"$orderby={order} asc;$skip=1;$top=1",
        "$filter=id gt 1;$top=1;$count=true",
        "$top=0;$count=true",
    ]


@pytest.mark.parametrize(("plural", "link", "target"), MANY)
def test_each_has_the_page_that_its_own_address_has(plural: str, link: str, target: str) -> None:
    for options in options_of(target):
        expanded = ask(
            f"{plural}?$expand={link}({options})" if options else f"{plural}?$expand={link}"
        )
        assert expanded["value"]
        for row in expanded["value"]:
            own = ask(f"{row['@iot.selfLink']}/{link}?{options.replace(';', '&')}")
            assert plain(row[link]) == plain(own["value"]), options
            assert row.get(f"{link}@iot.count") == own.get("@iot.count"), options
            assert (f"{link}@iot.nextLink" in row) == ("@iot.nextLink" in own), options


@pytest.mark.parametrize(
    "link", ["Datastream", "FeatureOfInterest", "Datastream/Thing", "Datastream/Sensor"]
)
def test_links_to_one_are_told_of_each(link: str) -> None:
    rows = ask(f"Observations?$expand={link}")["value"]
    assert rows
    for row in rows:
        told: Any = row
        for name in link.split("/"):
            told = told[name]
        assert told["@iot.id"] == ask(f"{row['@iot.selfLink']}/{link}")["@iot.id"]


def test_the_next_page_of_an_expansion_asks_what_the_first_asked() -> None:
    inner = "$top=2;$orderby=result desc;$filter=result gt 10;$expand=Datastream($select=name)"
    row = ask(f"Datastreams?$filter=name eq 'pm25 pm25'&$expand=Observations({inner})")["value"][0]
    assert [seen["result"] for seen in row["Observations"]] == [50.0, 40.0]
    following = ask(row["Observations@iot.nextLink"])
    assert [seen["result"] for seen in following["value"]] == [30.0, 20.0]
    assert following["value"][0]["Datastream"].keys() == {"name", "@simin.trust"}
    assert "@iot.nextLink" not in following


def test_a_level_is_asked_for_once(monkeypatch: pytest.MonkeyPatch) -> None:
    searched: list[int] = []
    found = by_owner.rows
    monkeypatch.setattr(
        by_owner, "rows", lambda wanted, owners: searched.append(1) or found(wanted, owners)
    )
    asked = "$expand=Locations,Datastreams($expand=Sensor,Observations($expand=FeatureOfInterest))"
    counts = []
    for top in (1, 4):
        with CaptureQueriesContext(connection) as seen:
            ask(f"Things?$top={top}&{asked}")
        counts.append(len(seen.captured_queries))
    assert counts[0] == counts[1]
    assert len(searched) == 2


def test_observations_of_a_feed_are_of_their_things_place() -> None:
    seen = ask("Observations?$top=1&$expand=FeatureOfInterest")["value"][0]
    feature = seen["FeatureOfInterest"]
    assert feature["feature"]["type"] == "Point"
    mine = ask(f"{feature['@iot.selfLink']}/Observations?$top=100&$count=true")
    assert seen["@iot.id"] in plain(mine["value"])
    named = f"FeatureOfInterest/id eq {feature['@iot.id']}"
    assert plain(ask(f"Observations?$filter={named}")["value"]) == plain(mine["value"])
    others = ask(f"Observations?$filter=not ({named})&$count=true")["@iot.count"]
    assert others + mine["@iot.count"] == ask("Observations?$count=true")["@iot.count"]


def test_a_later_observation_is_of_the_same_place() -> None:
    recorded(observed("air/pm25/east", NOON + 9 * HOUR, 1.0))
    of_dust = "result eq 1 or result eq 10"
    one, other = ask(f"Observations?$filter={of_dust}&$expand=FeatureOfInterest")["value"]
    assert one["FeatureOfInterest"]["@iot.id"] == other["FeatureOfInterest"]["@iot.id"]


@pytest.mark.parametrize(
    ("place", "found"),
    [
        ("st_within(location,geography'POLYGON((126 37,127.5 37,127.5 38,126 38,126 37))')", 1),
        ("st_disjoint(location,geography'POLYGON((126 37,127.5 37,127.5 38,126 38,126 37))')", 2),
        ("geo.distance(location,geography'POINT(127 37.5)') lt 100", 1),
        ("geo.distance(location,geography'POINT(127 37.5)') gt 100", 2),
        ("not (geo.distance(location,geography'POINT(127 37.5)') lt 100)", 2),
    ],
)
def test_places_are_found_by_their_rectangles(place: str, found: int) -> None:
    Location.objects.filter(slug=None).delete()
    assert len(ask(f"Locations?$filter={place}")["value"]) == found


def test_what_is_far_is_not_even_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[Any] = []
    drawing = geography.drawing
    monkeypatch.setattr(geography, "drawing", lambda one: drawn.append(one) or drawing(one))
    near = "geo.distance(feature,geography'POINT(128 37.5)') lt 100"
    assert len(ask(f"FeaturesOfInterest?$filter={near}")["value"]) == 1
    assert len(drawn) == 1


def test_the_area_of_a_datastream_is_asked_by_its_name() -> None:
    area = {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 0]]]}
    Datastream.objects.filter(slug="water/level/east").update(observed_area=area)
    asked = "st_intersects(observedArea,geography'POINT(0.5 0.25)')"
    (found,) = ask(f"Datastreams?$filter={asked}")["value"]
    assert found["observedArea"] == area


def test_a_place_that_very_many_meet_is_asked_for_all_the_same() -> None:
    """A statement takes so many parameters and no more."""
    place = Location.objects.earliest("id")
    Location.objects.bulk_create(
        Location(name=place.name, location=place.location) for _ in range(100)
    )
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        machine = connection.connection
        before = machine.setlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER, 50)
    asked = "st_disjoint(location,geography'POINT(0 0)')"
    try:
        found = ask(f"Locations?$filter={asked}&$count=true&$top=1")
    finally:
        if connection.vendor == "sqlite":
            machine.setlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER, before)
    assert found["@iot.count"] == Location.objects.count() > 100
