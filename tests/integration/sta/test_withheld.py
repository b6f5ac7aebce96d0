"""What is withheld from the public is withheld in SensorThings too, whichever way one asks."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client

from simin.domains.devices import services as devices
from simin.domains.devices.services import Scope
from simin.domains.observations import queries
from simin.domains.observations.models import Datastream, Location
from simin.domains.observations.sensorthings.viewer import Viewer
from simin.web.sta import views
from tests.factories.observed import HOUR, NOON, family, observed, recorded
from tests.factories.sta_town import BASE, found_sta_town, get
from tests.standing import standing

pytestmark = pytest.mark.django_db
CANARY = "kestrel"


def found_withheld_town() -> None:
    found_sta_town()
    family(f"secret/{CANARY}", districts=["east"])
    recorded(observed(f"secret/{CANARY}/east", NOON + HOUR, 424242.0), at=NOON + 6 * HOUR)


town = standing(found_withheld_town, autouse=True)


@pytest.fixture(autouse=True)
def _withheld(monkeypatch: pytest.MonkeyPatch) -> None:
    hidden = Viewer(hidden=frozenset({f"secret/{CANARY}"}), language="ko")
    monkeypatch.setattr(views, "public_viewer", lambda: hidden)


ASKED = [
    "Things",
    "Things?$expand=Datastreams/Observations,Locations,HistoricalLocations",
    "Datastreams",
    "Datastreams?$expand=Observations,Thing,Sensor,ObservedProperty",
    "Sensors?$expand=Datastreams($expand=Observations)",
    "ObservedProperties?$expand=Datastreams",
    "Observations",
    "Observations?$expand=Datastream/Thing",
    "Observations?$resultFormat=dataArray",
    "Observations?$orderby=result desc&$top=1",
    "Observations?$filter=result gt 400000",
    f"Observations?$filter=Datastream/name eq '{CANARY} {CANARY}'",
    f"Observations?$filter=Datastream/Thing/name eq '{CANARY}'",
    f"Datastreams?$filter=contains(name,'{CANARY}')",
    f"Datastreams?$filter=ObservedProperty/name eq '{CANARY}'",
    f"Sensors?$filter=Datastreams/name eq '{CANARY} {CANARY}'&$expand=Datastreams",
    f"Things?$filter=Datastreams/ObservedProperty/name eq '{CANARY}'",
    "Locations?$expand=Things/Datastreams",
    "FeaturesOfInterest?$expand=Observations",
    "HistoricalLocations?$expand=Thing",
]


@pytest.mark.parametrize("asked", ASKED)
def test_no_answer_tells_of_it(client: Client, asked: str) -> None:
    path, _, options = asked.partition("?")
    answer = client.get(f"{BASE}/{path}?{quote(options, safe='$=&')}")
    assert answer.status_code == 200, answer.content
    assert CANARY not in answer.content.decode()
    assert "424242" not in answer.content.decode()


def test_where_it_was_before_it_moved_is_not_told_either(client: Client) -> None:
    send, thing = device(client), hidden_stream().thing
    for name in (f"{CANARY} first", f"{CANARY} second"):
        moved = send("PATCH", f"Things({thing.number})", {"Locations": [located(name)]})
        assert moved.status_code == 200, moved.content
    assert Location.objects.filter(name__icontains=CANARY).count() >= 2
    for asked in ("Locations", "HistoricalLocations?$expand=Locations"):
        assert CANARY not in client.get(f"{BASE}/{asked}").content.decode()


def located(name: str) -> dict[str, Any]:
    return {
        "name": name,
        "description": name,
        "encodingType": "application/geo+json",
        "location": {"type": "Point", "coordinates": [127.0, 37.5]},
    }


def test_no_count_counts_it(client: Client) -> None:
    counted = {
        name: get(client, name, count="true", top=0)["@iot.count"]
        for name in ("Things", "Datastreams", "ObservedProperties", "Observations")
    }
    assert counted == {"Things": 3, "Datastreams": 3, "ObservedProperties": 2, "Observations": 7}


def test_its_ids_lead_nowhere(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "public_viewer", Viewer)
    known = {
        "Datastreams": get(client, "Datastreams", filter=f"contains(name,'{CANARY}')"),
        "Observations": get(client, "Observations", filter="result gt 400000"),
    }
    monkeypatch.undo()
    hidden = Viewer(hidden=frozenset({f"secret/{CANARY}"}))
    monkeypatch.setattr(views, "public_viewer", lambda: hidden)
    for name, page in known.items():
        key = page["value"][0]["@iot.id"]
        for tail in ("", "/$ref", "/Thing", "/Datastream", "/Observations", "/result/$value"):
            assert client.get(f"{BASE}/{name}({key}){tail}").status_code == 404


type Send = Callable[..., Any]


def device(client: Client, scope: Scope | None = None) -> Send:
    """Sends with a key of its own."""
    issued = devices.issue(name="d", scope=scope or Scope(), by="kim", at=datetime.now(UTC))

    def send(method: str, path: str, body: Any = None) -> Any:
        return client.generic(
            method,
            f"{BASE}/{path}",
            json.dumps(body),
            content_type="application/json",
            headers={"authorization": f"Bearer {issued.key}"},
        )

    return send


def hidden_stream() -> Datastream:
    return Datastream.objects.select_related("thing").get(family=f"secret/{CANARY}")


def scopes() -> list[Scope]:
    stream = hidden_stream()
    return [Scope(), Scope(datastreams=[stream.pk]), Scope(things=[stream.thing.number or 0])]


@pytest.mark.parametrize("scope", range(3), ids=["everything", "datastream", "thing"])
def test_its_devices_write_where_their_key_allows(client: Client, scope: int) -> None:
    send, key = device(client, scopes()[scope]), hidden_stream().pk
    late = {"phenomenonTime": NOON.isoformat(), "result": 7}
    own = send("POST", f"Datastreams({key})/Observations", late)
    assert own.status_code == 201, own.content
    linked = {"Datastream": {"@iot.id": key}, "result": 8, "phenomenonTime": "2022-03-05T01:00:00Z"}
    assert send("POST", "Observations", linked).status_code == 201
    group = {
        "Datastream": {"@iot.id": key},
        "components": ["phenomenonTime", "result"],
        "dataArray": [["2022-03-05T00:00:00Z", 9]],
    }
    assert "error" not in send("POST", "CreateObservations", [group]).json()
    number = own.json()["@iot.id"]
    assert send("PATCH", f"Observations({number})", {"result": 70}).status_code == 200
    where, of = "datastream_id = ? AND result < 100", [key]
    kept = queries.search(where, of, order="result").rows
    assert [row.result for row in kept] == [8.0, 9.0, 70.0]


def test_a_key_reads_none_of_it(client: Client) -> None:
    send, stream = device(client), hidden_stream()
    link = f"Datastreams({stream.pk})"
    for path in (link, f"{link}/Observations", f"Things({stream.thing.number})"):
        assert send("GET", path).status_code == 404
    asked = [
        {"id": "1", "method": "get", "url": link},
        {
            "id": "2",
            "method": "patch",
            "url": link,
            "body": [{"op": "test", "path": "/name", "value": CANARY}],
        },
    ]
    answer = send("POST", "$batch", {"requests": asked})
    assert [one["status"] for one in answer.json()["responses"]] == [404, 403]
    assert CANARY not in answer.content.decode()


def test_other_keys_do_not_even_learn_that_it_is_there(client: Client) -> None:
    seen = Datastream.objects.get(slug="water/level/east").pk
    send = device(client, Scope(datastreams=[seen]))
    for key in (hidden_stream().pk, 999_999):
        answer = send("POST", f"Datastreams({key})/Observations", {"result": 1})
        assert answer.status_code == 404
