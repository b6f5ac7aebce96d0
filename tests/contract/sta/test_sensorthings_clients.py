"""Clients of the standard, unmodified, against the service on loopback."""

import logging
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import frost_sta_client as fsc
import pytest
from stapy import Delete, Entity, Patch, Post, Query
from stapy.common.config import config, set_credentials, set_sta_url

from simin.domains.devices import services as devices
from simin.domains.devices.services import Scope
from simin.kit import clock
from simin.kit.clock import FixedClock
from simin.web.keys import refusals
from tests.factories.observed import HOUR, NOON
from tests.factories.sta_town import found_sta_town

pytestmark = pytest.mark.django_db(transaction=True)
TYPE = "http://www.opengis.net/def/observationType/OGC-OM/2.0/OM_Measurement"


@pytest.fixture
def key(monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(clock._Wired, "clock", FixedClock(NOON + 6 * HOUR))
    refusals.forget()
    found_sta_town()
    return devices.issue(name="client", scope=Scope(), by="kim", at=datetime.now(UTC)).key


@pytest.fixture
def frost(live_server: Any, key: str) -> fsc.SensorThingsService:
    handler = fsc.AuthHandler("device", key)
    return fsc.SensorThingsService(f"{live_server.url}/sta/v1.1", auth_handler=handler)


@pytest.fixture
def stapy(live_server: Any, key: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It keeps its settings in the folder where it runs."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(config, "filename", str(tmp_path / "stapy.ini"))
    set_sta_url(f"{live_server.url}/sta/v1.1/")
    set_credentials("device", key)


def pole() -> fsc.Thing:
    point = {"type": "Point", "coordinates": [127.0, 37.5]}
    place = fsc.Location(
        name="Bank",
        description="By the river",
        location=point,
        encoding_type="application/geo+json",
    )
    level = fsc.Datastream(
        name="Level",
        description="How high the river stands",
        observation_type=TYPE,
        unit_of_measurement=fsc.UnitOfMeasurement("metre", "m", "ucum:m"),
        sensor=fsc.Sensor(
            name="Float",
            description="A float",
            encoding_type="application/pdf",
            metadata="https://example.org/float.pdf",
        ),
        observed_property=fsc.ObservedProperty(
            name="Level", definition="https://example.org/level", description="Height of water"
        ),
    )
    return fsc.Thing(
        name="Pole",
        description="A pole",
        properties={"owner": "kim"},
        locations=[place],
        datastreams=[level],
    )


def test_frost_client_reads_the_city(frost: fsc.SensorThingsService) -> None:
    listed = frost.datastreams().query().filter("name eq 'level level'").expand("Thing").list()
    (level,) = listed.entities
    assert level.thing.name == "level"
    rows = level.get_observations().query().orderby("phenomenonTime", "desc").top(2).list()
    assert [row.result for row in rows] == [3.5]
    everything = frost.observations().query().top(3).list()
    assert len(list(everything)) == 7
    assert frost.things().query().count().list().count == 3


def test_frost_client_makes_changes_and_removes(frost: fsc.SensorThingsService) -> None:
    thing = pole()
    frost.create(thing)
    found = frost.things().find(thing.id)
    assert (found.name, found.properties) == ("Pole", {"owner": "kim"})
    (level,) = found.get_datastreams().query().list().entities
    for minute in (1, 2):
        at = f"2022-03-05T06:0{minute}:00Z"
        frost.create(fsc.Observation(result=minute, phenomenon_time=at, datastream=level))
    rows = level.get_observations().query().list()
    assert sorted(row.result for row in rows) == [1, 2]
    found.name = "Mast"
    frost.update(found)
    frost.patch(found, [{"op": "replace", "path": "/description", "value": "A mast"}])
    again = frost.things().find(thing.id)
    assert (again.name, again.description) == ("Mast", "A mast")
    frost.delete(again)
    assert frost.things().query().filter("name eq 'Mast'").list().entities == []


def test_frost_client_sends_arrays(frost: fsc.SensorThingsService) -> None:
    thing = pole()
    frost.create(thing)
    (level,) = frost.things().find(thing.id).get_datastreams().query().list().entities
    rows = fsc.DataArrayValue()
    rows.components = {rows.Property.PHENOMENON_TIME, rows.Property.RESULT}
    rows.datastream = level
    for minute in range(5):
        at = f"2022-03-05T06:0{minute}:00Z"
        rows.add_observation(fsc.Observation(result=minute, phenomenon_time=at, datastream=level))
    array = fsc.DataArrayDocument()
    array.add_data_array_value(rows)
    frost.create(
        fsc.Observation(result=9, phenomenon_time="2022-03-05T05:59:00Z", datastream=level)
    )
    made = frost.observations().create(array)
    assert len(made) == 5
    assert level.get_observations().query().count().list().count == 6


def test_stapy_makes_reads_changes_and_removes(stapy: None) -> None:
    logging.getLogger("root").setLevel(logging.ERROR)
    place = Post.location(
        "Bank", "By the river", "application/geo+json", {"type": "Point", "coordinates": [127, 37]}
    )
    thing = Post.thing("Pole", "A pole", properties={"owner": "kim"}, location_id=place)
    sensor = Post.sensor("Float", "A float", "application/pdf", "https://example.org/float.pdf")
    level = Post.observed_property("Level", "Height of water", "https://example.org/level")
    unit = {"name": "metre", "symbol": "m", "definition": "ucum:m"}
    stream = Post.datastream("Level", "How high", unit, TYPE, thing, level, sensor)
    assert min(place, thing, sensor, level, stream) > 0
    seen = Post.observation("2022-03-05T06:00:00Z", 4.5, datastream_id=stream)
    assert seen > 0
    query = Query(Entity.Datastream).entity_id(stream).sub_entity(Entity.Observation)
    assert query.select("result").get_data_sets() == 4.5
    assert Patch.thing(thing, name="Mast") == thing
    named = Query(Entity.Thing).filter("name eq 'Mast'").select("@iot.id")
    assert named.get_data_sets() == thing
    Delete.entity(Entity.Thing, thing)
    left = Query(Entity.Thing).select("name").get_data_sets()
    assert sorted(left) == ["level", "pm25", "pm25"]
