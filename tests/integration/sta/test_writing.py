"""Writing SensorThings: deep, linked, changed, removed, refused with nothing left behind."""

import base64
import json
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from simin.domains.devices import services as devices
from simin.domains.devices.services import Scope
from simin.domains.observations.models import (
    Datastream,
    FeatureOfInterest,
    Location,
    Sensor,
    Thing,
)
from simin.kit import clock
from simin.kit.allowance import Allowance
from simin.kit.clock import FixedClock
from simin.web import keys
from tests.factories.observed import HOUR, NOON
from tests.factories.sta_town import BASE, found_sta_town, get, results

pytestmark = pytest.mark.django_db
REAL = datetime(2026, 11, 26, 12, tzinfo=UTC)
POINT = {"type": "Point", "coordinates": [127.0, 37.5]}
TIME = "2022-03-05T06:30:00Z"


@pytest.fixture(autouse=True)
def _town(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock._Wired, "clock", FixedClock(NOON + 6 * HOUR))
    keys.refusals.forget()
    found_sta_town()


class Device:
    """A client with a key."""

    def __init__(self, name: str = "gauge", scope: Scope | None = None) -> None:
        issued = devices.issue(name=name, scope=scope or Scope(), by="kim", at=datetime.now(UTC))
        self.client = Client(enforce_csrf_checks=True)
        self.headers = {"authorization": f"Bearer {issued.key}"}

    def send(self, method: str, path: str, body: Any = None) -> Any:
        return self.client.generic(
            method,
            f"{BASE}/{path}",
            json.dumps(body),
            content_type="application/json",
            headers=self.headers,
        )

    def made(self, path: str, body: Any) -> int:
        answer = self.send("POST", path, body)
        assert answer.status_code == 201, answer.content
        return int(answer.json()["@iot.id"])


def location(name: str = "Bank", at: Any = POINT) -> dict[str, Any]:
    return {
        "name": name,
        "description": "By the river",
        "encodingType": "application/geo+json",
        "location": at,
    }


def stream(name: str = "Level", **more: Any) -> dict[str, Any]:
    return {
        "name": name,
        "description": "How high the river stands",
        "unitOfMeasurement": {"name": "metre", "symbol": "m", "definition": "ucum:m"},
        "observationType": "http://www.opengis.net/def/observationType/OGC-OM/2.0/OM_Measurement",
        "Sensor": {
            "name": "Float",
            "description": "A float",
            "encodingType": "application/pdf",
            "metadata": "https://example.org/float.pdf",
        },
        "ObservedProperty": {
            "name": "Level",
            "definition": "https://example.org/level",
            "description": "Height of water",
        },
    } | more


def thing(**more: Any) -> dict[str, Any]:
    return {
        "name": "Pole",
        "description": "A pole",
        "properties": {"owner": "kim", "age": 7},
    } | more


def feature(name: str = "River") -> dict[str, Any]:
    told = location(name)
    place = told.pop("location")
    return told | {"feature": place}


def _minute(number: int) -> str:
    at = datetime(2022, 3, 5, tzinfo=UTC) + timedelta(minutes=number)
    return at.strftime("%Y-%m-%dT%H:%M:%S.000Z")


def whole() -> dict[str, Any]:
    observations = [{"phenomenonTime": TIME, "result": 1.25}]
    return thing(Locations=[location()], Datastreams=[stream(Observations=observations)])


def test_a_thing_is_made_with_all_that_hangs_on_it(client: Client) -> None:
    key = Device().made("Things", whole())
    expand = "Locations,HistoricalLocations/Locations,Datastreams/Observations/FeatureOfInterest"
    told = get(client, f"Things({key})", expand=f"{expand},Datastreams/Sensor")
    assert told["Locations"][0]["location"] == POINT
    assert told["HistoricalLocations"][0]["Locations"][0]["name"] == "Bank"
    seen = told["Datastreams"][0]["Observations"][0]
    assert (seen["result"], seen["phenomenonTime"]) == (1.25, "2022-03-05T06:30:00.000Z")
    assert seen["FeatureOfInterest"]["feature"] == POINT
    assert told["Datastreams"][0]["unitOfMeasurement"]["definition"] == "ucum:m"
    assert told["Datastreams"][0]["@simin.trust"]["origin"] == "measured"
    assert told["properties"] == {"owner": "kim", "age": 7}
    for asked in ("properties/owner eq 'kim'", "properties/age gt 6", "properties/age eq 7"):
        assert len(get(client, "Things", filter=asked)["value"]) == 1, asked


def test_entities_are_linked_with_what_there_is(client: Client) -> None:
    device = Device()
    known = get(client, "Things", filter="name eq 'level'")["value"][0]["@iot.id"]
    key = device.made("Datastreams", stream(Thing={"@iot.id": known}))
    assert get(client, f"Datastreams({key})/Thing")["@iot.id"] == known
    below = device.made(f"Things({known})/Datastreams", stream("Other"))
    seen = device.made(f"Datastreams({below})/Observations", {"result": 4, "phenomenonTime": TIME})
    assert get(client, f"Observations({seen})/Datastream/Thing")["@iot.id"] == known


@pytest.mark.parametrize("result", [True, "high", {"a": [1, 2]}, [1, 2], None, 0, -1.5])
def test_a_result_may_be_any_json(client: Client, result: Any) -> None:
    device = Device()
    device.made("Things", whole())
    key = Datastream.objects.order_by("-id")[0].pk
    body = {
        "result": result,
        "phenomenonTime": "2022-03-05T07:00:00Z/2022-03-05T08:00:00Z",
        "parameters": {"depth": 3, "by": {"name": "kim"}},
        "validTime": "2022-03-05T07:00:00Z/2022-03-06T08:00:00Z",
        "resultQuality": {"code": 1},
    }
    seen = get(client, f"Observations({device.made(f'Datastreams({key})/Observations', body)})")
    assert seen["result"] == result
    assert seen["parameters"] == body["parameters"]
    assert seen["phenomenonTime"] == "2022-03-05T07:00:00.000Z/2022-03-05T08:00:00.000Z"
    assert seen["validTime"] == body["validTime"]
    for asked in ("parameters/depth eq 3", "parameters/depth lt 4", "parameters/by/name eq 'kim'"):
        assert len(results(client, filter=asked)) == 1, asked


def test_a_text_result_is_found_by_its_text(client: Client) -> None:
    device = Device()
    key = device.made("Things", whole())
    below = get(client, f"Things({key})/Datastreams")["value"][0]["@iot.id"]
    device.made(f"Datastreams({below})/Observations", {"result": "high", "phenomenonTime": TIME})
    assert results(client, filter="result eq 'high'") == ["high"]


def test_a_thing_that_moves_leaves_its_places_behind(client: Client) -> None:
    device = Device()
    key = device.made("Things", whole())
    other = {"type": "Point", "coordinates": [127.1, 37.6]}
    device.made(f"Things({key})/Locations", location("Hill", other))
    assert [row["name"] for row in get(client, f"Things({key})/Locations")["value"]] == ["Hill"]
    assert len(get(client, f"Things({key})/HistoricalLocations")["value"]) == 2
    first = Location.objects.order_by("id")[0]
    answer = device.send("PATCH", f"Things({key})", {"Locations": [{"@iot.id": first.pk}]})
    assert answer.status_code == 200
    assert len(get(client, f"Things({key})/HistoricalLocations")["value"]) == 3
    near = "geo.distance(location,geography'POINT(127.1 37.6)') lt 1000"
    assert [row["name"] for row in get(client, "Locations", filter=near)["value"]] == ["Hill"]
    area = "geography'POLYGON((127.05 37.55,127.2 37.55,127.2 37.7,127.05 37.7,127.05 37.55))'"
    for asked in (f"st_within(location,{area})", f"geo.intersects(location,{area}) eq true"):
        assert [row["name"] for row in get(client, "Locations", filter=asked)["value"]] == ["Hill"]


def test_what_is_changed_is_changed_and_the_rest_stays(client: Client) -> None:
    device = Device()
    key = device.made("Things", whole())
    assert device.send("PATCH", f"Things({key})", {"name": "Mast"}).status_code == 200
    told = get(client, f"Things({key})")
    assert (told["name"], told["description"]) == ("Mast", "A pole")
    patch = [
        {"op": "replace", "path": "/properties/owner", "value": "lee"},
        {"op": "remove", "path": "/properties/age"},
    ]
    assert device.send("PATCH", f"Things({key})", patch).status_code == 200
    assert get(client, f"Things({key})")["properties"] == {"owner": "lee"}
    assert device.send("PUT", f"Things({key})", {"name": "A"}).status_code == 400
    bare = {"name": "A", "description": "B"}
    assert device.send("PUT", f"Things({key})", bare).status_code == 200
    assert "properties" not in get(client, f"Things({key})")


def test_an_observation_is_corrected_and_removed(client: Client) -> None:
    device = Device()
    device.made("Things", whole())
    seen = get(client, "Observations", filter="result eq 1.25")["value"][0]["@iot.id"]
    assert device.send("PATCH", f"Observations({seen})", {"result": 2.5}).status_code == 200
    assert get(client, f"Observations({seen})")["result"] == 2.5
    moved = device.send(
        "PATCH", f"Observations({seen})", {"phenomenonTime": "2022-03-05T01:00:00Z"}
    )
    assert moved.status_code == 200
    assert get(client, f"Observations({seen})")["phenomenonTime"] == "2022-03-05T01:00:00.000Z"
    assert device.send("DELETE", f"Observations({seen})").status_code == 200
    assert client.get(f"{BASE}/Observations({seen})").status_code == 404


CHANGES: dict[str, dict[str, Any]] = {
    "Things": {"name": "Mast", "properties": {"owner": "lee"}},
    "Locations": {"location": {"type": "Point", "coordinates": [127.5, 37.0]}},
    "HistoricalLocations": {"time": "2022-03-05T01:00:00.000Z"},
    "Datastreams": {"unitOfMeasurement": {"name": "foot", "symbol": "ft", "definition": "ucum:ft"}},
    "Sensors": {"encodingType": "text/html", "metadata": {"made": [2021]}},
    "ObservedProperties": {"definition": "https://example.org/depth"},
    "Observations": {"result": [1, 2], "parameters": {"depth": 3}},
    "FeaturesOfInterest": {"feature": {"type": "Point", "coordinates": [127.5, 37.0]}},
}
#: Of what a deep insert made, what a deletion takes along.
GOES: dict[str, set[str]] = {
    "Things": {"Things", "HistoricalLocations", "Datastreams", "Observations"},
    "Locations": {"Locations", "HistoricalLocations"},
    "HistoricalLocations": {"HistoricalLocations"},
    "Datastreams": {"Datastreams", "Observations"},
    "Sensors": {"Sensors", "Datastreams", "Observations"},
    "ObservedProperties": {"ObservedProperties", "Datastreams", "Observations"},
    "Observations": {"Observations"},
    "FeaturesOfInterest": {"FeaturesOfInterest", "Observations"},
}


@pytest.mark.parametrize("what", CHANGES)
def test_every_kind_is_changed_and_goes_with_what_needs_it(client: Client, what: str) -> None:
    device = Device()
    device.made("Things", whole())
    made = {name: get(client, name, orderby="id desc")["value"][0] for name in CHANGES}
    address = made[what]["@iot.selfLink"].removeprefix(f"http://testserver{BASE}/")
    assert device.send("PATCH", address, CHANGES[what] | {"strange": 1}).status_code == 400
    assert get(client, address) == made[what]
    assert device.send("PATCH", address, CHANGES[what]).status_code == 200
    changed = get(client, address)
    # A change of an observation is a later version, received when it came.
    told_anew = {"@simin.trust", "resultTime"} if what == "Observations" else set()
    expected = made[what] | CHANGES[what] | {name: changed[name] for name in told_anew}
    assert changed == expected
    assert device.send("DELETE", address).status_code == 200
    gone = {
        name
        for name, row in made.items()
        if client.get(row["@iot.selfLink"]).status_code == HTTPStatus.NOT_FOUND
    }
    assert gone == GOES[what]


def broken() -> list[tuple[str, Any, int, str]]:
    unit = {"name": "metre", "symbol": 5, "definition": None}
    return [
        ("Things", [], 400, "body"),
        ("Things", {"name": "A"}, 400, "description"),
        ("Things", {"name": 5, "description": "B"}, 400, "name"),
        ("Things", thing(strange=1), 400, "strange"),
        ("Things", thing(properties=[]), 400, "properties"),
        ("Things", thing(Locations=[{"@iot.id": 99999}]), 400, "Locations[0]"),
        ("Things", thing(Locations=[location(at={"type": "Point"})]), 400, "location"),
        ("Things", thing(Locations=[location(), {"name": "A"}]), 400, "Locations[1].description"),
        ("Things", thing(Datastreams=[stream(), {}]), 400, "Datastreams[1].name"),
        (
            "Things",
            thing(Datastreams=[stream(unitOfMeasurement=unit)]),
            400,
            "Datastreams[0].unitOfMeasurement.symbol",
        ),
        (
            "Things",
            thing(Datastreams=[stream(Observations=[{"result": 1, "phenomenonTime": "soon"}])]),
            400,
            "Datastreams[0].Observations[0].phenomenonTime",
        ),
        (
            "Things",
            thing(
                Locations=[location()],
                Datastreams=[
                    stream(Observations=[{"result": 1, "phenomenonTime": "2032-01-01T00:00:00Z"}])
                ],
            ),
            400,
            "Datastreams[0].Observations[0].phenomenonTime",
        ),
        ("Datastreams", stream(), 400, "Thing"),
        ("Observations", {"result": 1}, 400, "Datastream"),
        ("Nothings", {}, 404, "Nothings"),
        ("Things(1)/Nothings", {}, 404, "Nothings"),
        ("Things(1)", {}, 405, "set"),
    ]


@pytest.mark.parametrize(("path", "body", "status", "named"), broken())
def test_what_is_wrong_is_named_and_nothing_stays(
    client: Client, path: str, body: Any, status: int, named: str
) -> None:
    device = Device()
    before = [table.objects.count() for table in (Thing, Sensor, Datastream, Location)]
    answer = device.send("POST", path, body)
    assert answer.status_code == status, answer.content
    assert named in answer.json()["message"]
    assert [table.objects.count() for table in (Thing, Sensor, Datastream, Location)] == before


def test_what_the_pack_defines_is_changed_by_no_device(client: Client) -> None:
    device = Device()
    known = get(client, "Things")["value"][0]["@iot.id"]
    for method in ("PATCH", "DELETE"):
        answer = device.send(method, f"Things({known})", {"name": "A"})
        assert (answer.status_code, "pack" in answer.json()["message"]) == (409, True)


def test_a_narrow_key_opens_its_own_datastreams_only(client: Client) -> None:
    streams = get(client, "Datastreams")["value"]
    mine, other = streams[0]["@iot.id"], streams[1]["@iot.id"]
    device = Device("narrow", Scope(datastreams=[mine]))
    new = {"result": 1, "phenomenonTime": TIME}
    device.made(f"Datastreams({mine})/Observations", new)
    assert device.send("POST", f"Datastreams({other})/Observations", new).status_code == 403
    assert device.send("POST", "Things", thing()).status_code == 403
    seen = get(client, f"Datastreams({other})/Observations")["value"][0]["@iot.id"]
    assert device.send("DELETE", f"Observations({seen})").status_code == 403


def test_a_narrow_key_hangs_its_datastream_on_no_other_thing(client: Client) -> None:
    maker = Device()
    mine, other = (maker.made("Things", thing()) for _ in range(2))
    level = maker.made(f"Things({mine})/Datastreams", stream())
    narrow = Device("narrow", Scope(datastreams=[level]))
    moved = {"Thing": {"@iot.id": other}}
    assert narrow.send("PATCH", f"Datastreams({level})", moved).status_code == 403
    assert get(client, f"Things({other})/Datastreams")["value"] == []
    both = Device("both", Scope(things=[mine, other]))
    assert both.send("PATCH", f"Datastreams({level})", moved).status_code == 200


def test_many_observations_are_kept_or_refused_one_by_one(client: Client) -> None:
    device = Device()
    first = get(client, "Datastreams")["value"][0]["@iot.id"]
    group = {
        "Datastream": {"@iot.id": first},
        "components": ["phenomenonTime", "result"],
        "dataArray@iot.count": 3,
        "dataArray": [[TIME, 5], ["soon", 6], ["2022-03-05T06:40:00Z", 7], [1]],
    }
    answer = device.send("POST", "CreateObservations", [group])
    assert answer.status_code == 201
    links = answer.json()
    assert [link == "error" for link in links] == [False, True, False, True]
    assert client.get(links[2]).json()["result"] == 7
    assert device.send("POST", "CreateObservations", [{}]).status_code == 400


def test_what_many_observations_ask_for_is_asked_once(client: Client) -> None:
    device = Device()
    first, second = (row["@iot.id"] for row in get(client, "Datastreams")["value"][:2])
    river = device.made("FeaturesOfInterest", feature())

    def group(count: int) -> list[dict[str, Any]]:
        rows = [[_minute(n), {"depth": n}, river] for n in range(count)]
        named = ["phenomenonTime", "result", "FeatureOfInterest/id"]
        return [
            {"Datastream": {"@iot.id": first}, "components": named, "dataArray": rows},
            {
                "Datastream": {"@iot.id": second},
                "components": named[:2],
                "dataArray": [row[:2] for row in rows],
            },
        ]

    asked = []
    for count in (2, 300):
        with CaptureQueriesContext(connection) as seen:
            links = device.send("POST", "CreateObservations", group(count)).json()
        asked.append([query for query in seen.captured_queries if "SELECT" in query["sql"]])
        assert len(set(links)) == 2 * count
    assert len(asked[1]) <= len(asked[0]) + 10
    last = client.get(links[count - 1]).json()
    assert (last["result"], last["phenomenonTime"]) == ({"depth": 299}, _minute(299))
    of = client.get(f"{links[0]}/FeatureOfInterest").json()
    assert of["@iot.id"] == river


def test_a_refused_observation_takes_its_new_feature_along(client: Client) -> None:
    device = Device()
    first = get(client, "Datastreams")["value"][0]["@iot.id"]
    group = {
        "Datastream": {"@iot.id": first},
        "components": ["phenomenonTime", "result", "FeatureOfInterest"],
        "dataArray": [["2099-01-01T00:00:00Z", 5, feature()], [TIME, 6, feature()]],
    }
    before = FeatureOfInterest.objects.count()
    links = device.send("POST", "CreateObservations", [group]).json()
    assert [link == "error" for link in links] == [True, False]
    assert FeatureOfInterest.objects.count() == before + 1


def test_a_batch_runs_in_order_and_its_groups_together(client: Client) -> None:
    device = Device()
    requests = [
        {"id": "1", "method": "post", "url": "Things", "body": thing(), "atomicityGroup": "a"},
        {
            "id": "2",
            "method": "post",
            "url": "Datastreams",
            "body": stream(Thing={"@iot.id": "$1"}),
            "atomicityGroup": "a",
        },
        {"id": "3", "method": "get", "url": "$1/Datastreams?$select=name"},
        {"id": "4", "method": "post", "url": "Things", "body": thing(), "atomicityGroup": "b"},
        {"id": "5", "method": "post", "url": "Things", "body": {}, "atomicityGroup": "b"},
    ]
    before = Thing.objects.count()
    told = device.send("POST", "$batch", {"requests": requests}).json()["responses"]
    assert [each["status"] for each in told] == [201, 201, 200, 424, 400]
    assert told[2]["body"]["value"][0]["name"] == "Level"
    assert Thing.objects.count() == before + 1
    assert device.send("POST", "$batch", {"requests": [{}]}).status_code == 400


def test_what_a_failed_group_made_is_known_to_no_later_request() -> None:
    device = Device()
    requests = [
        {
            "id": "1",
            "method": "post",
            "url": "Locations",
            "body": location(),
            "atomicityGroup": "a",
        },
        {"id": "2", "method": "post", "url": "Locations", "body": {}, "atomicityGroup": "a"},
        {"id": "3", "method": "post", "url": "Locations", "body": location("Other")},
        {"id": "4", "method": "delete", "url": "$1"},
    ]
    told = device.send("POST", "$batch", {"requests": requests}).json()["responses"]
    assert [each["status"] for each in told] == [424, 400, 201, 400]
    assert Location.objects.filter(name={"en": "Other"}).exists()


def test_a_key_may_come_as_a_password_and_a_wrong_one_has_to_wait(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keys, "refusals", Allowance.a_minute(30, clock=lambda: 0.0))
    device = Device()
    key = device.headers["authorization"].removeprefix("Bearer ")
    basic = base64.b64encode(f"any:{key}".encode()).decode()
    device.headers = {"authorization": f"Basic {basic}"}
    device.made("Things", thing())
    device.headers = {"authorization": "Bearer simin_0_0"}
    tried = [device.send("POST", "Things", thing()).status_code for _ in range(31)]
    assert tried == [401] * 30 + [429]


def test_no_session_writes(client: Client) -> None:
    assert Client(enforce_csrf_checks=True).post(f"{BASE}/Things", {}).status_code == 401
