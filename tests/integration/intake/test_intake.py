"""The short way in, from a request to what the store holds; what it does not take goes on whole."""

import asyncio
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from simin.config import intake
from simin.domains.devices import services as devices
from simin.domains.observations import queries, services
from simin.domains.observations.models import Datastream, Location
from simin.kit.clock import FixedClock, SystemClock, wire
from tests.factories.observed import NOON, ZONE, found_observed_town

pytestmark = pytest.mark.django_db(transaction=True)
SLUG = "air/pm25/east"
AT = "2022-03-05T04:00:00Z"


class Behind:
    """Stands for the full implementation: keeps what it was handed."""

    def __init__(self) -> None:
        self.bodies: list[bytes] = []

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        parts = [await receive()]
        while parts[-1]["more_body"]:
            parts.append(await receive())
        self.bodies.append(b"".join(part["body"] for part in parts))
        await send({"type": "http.response.start", "status": 418, "headers": []})
        await send({"type": "http.response.body", "body": b""})


@pytest.fixture(autouse=True)
def town() -> Iterator[None]:
    wire(FixedClock(NOON))
    found_observed_town()
    yield
    wire(SystemClock())


def stream() -> int:
    return Datastream.objects.get(slug=SLUG).pk


def key(*datastreams: int) -> str:
    scope = devices.Scope(datastreams=datastreams)
    return devices.issue(name="box", scope=scope, by="test", at=datetime.now(UTC)).key


def post(path: str, content: object, *keys: str, host: str = "localhost") -> list[Any]:
    """Status, headers and body of the answer to each key, and what went on behind."""
    behind = Behind()
    body = content if isinstance(content, bytes) else json.dumps(content).encode()

    async def story() -> list[Any]:
        app, beside = intake.intake_before(behind)
        async with beside():
            return [await _posted(app, path, body, each, host) for each in keys]

    return [*asyncio.run(story()), behind.bodies]


async def _posted(app: Any, path: str, body: bytes, key: str, host: str) -> Any:
    sent: list[Any] = []
    headers = [(b"host", host.encode())]
    headers += [(b"authorization", f"Bearer {key}".encode())] if key else []
    scope = {"type": "http", "method": "POST", "path": f"/sta/v1.1/{path}", "scheme": "http"}
    half = len(body) // 2
    parts = iter(
        [
            {"type": "http.request", "body": body[:half], "more_body": True},
            {"type": "http.request", "body": body[half:], "more_body": False},
        ]
    )

    async def receive() -> Any:
        return next(parts)

    async def send(message: Any) -> None:
        sent.append(message)

    await app({**scope, "query_string": b"", "headers": headers}, receive, send)
    return sent[0]["status"], dict(sent[0]["headers"]), sent[1]["body"]


def single(**more: object) -> dict[str, object]:
    return {"phenomenonTime": AT, "result": 21.5, "Datastream": {"@iot.id": stream()}} | more


def test_one_observation_is_kept_and_answered_with_its_address() -> None:
    (status, headers, body), behind = post("Observations", single(), key())
    entity = json.loads(body)
    link = f"http://localhost/sta/v1.1/Observations({entity['@iot.id']})"
    assert (status, behind) == (201, [])
    assert headers[b"location"].decode() == entity["@iot.selfLink"] == link
    services.fold_pending(zone=ZONE)
    (latest,) = queries.latest([SLUG])
    assert (latest.result, latest.kept) == (21.5, 1)


def test_an_array_is_kept_and_what_is_wrong_in_it_is_named() -> None:
    late = (NOON + timedelta(days=1)).isoformat()
    group = {
        "Datastream": {"@iot.id": stream()},
        "components": ["phenomenonTime", "result"],
        "dataArray": [[AT, 1], [late, 2], ["2022-03-05T04:30:00Z", 3]],
    }
    (status, _, body), _ = post("CreateObservations", [group], key())
    links = json.loads(body)
    assert (status, links[1]) == (201, "error")
    assert links[0] != links[2] != "error"
    services.fold_pending(zone=ZONE)
    (latest,) = queries.latest([SLUG])
    assert (latest.result, latest.kept) == (3, 2)


def test_a_datastream_may_be_named_by_the_address() -> None:
    body = {"phenomenonTime": AT, "result": 1}
    (answer, _) = post(f"Datastreams({stream()})/Observations", body, key())
    assert answer[0] == 201


@pytest.mark.parametrize("content", [b"not JSON", b'{"result": 1}', b"[]"])
def test_what_it_does_not_know_goes_on_whole(content: bytes) -> None:
    answer, behind = post("Observations", content, key())
    assert (answer[0], behind) == (418, [content])


def test_an_unknown_datastream_and_a_time_to_come_go_on() -> None:
    unknown = single(Datastream={"@iot.id": 10**9})
    to_come = single(phenomenonTime=(NOON + timedelta(days=1)).isoformat())
    opened = key()
    for content in (unknown, to_come):
        assert post("Observations", content, opened)[0][0] == 418


def test_only_a_key_that_opens_the_datastream_writes() -> None:
    closed, opened = (
        key(stream() + 1),
        devices.issue(
            name="own", scope=devices.Scope(datastreams=[stream()]), by="t", at=datetime.now(UTC)
        ).key,
    )
    *answers, _ = post("Observations", single(), "", "simin_0_0", closed, opened)
    assert [status for status, _, _ in answers] == [418, 418, 418, 201]


def test_a_host_that_is_not_ours_goes_on() -> None:
    assert post("Observations", single(), key(), host="elsewhere.example")[0][0] == 418


def test_a_revoked_key_writes_no_more() -> None:
    issued = devices.issue(name="old", scope=devices.Scope(), by="t", at=datetime.now(UTC))
    devices.revoke(handle=issued.handle, by="t", at=datetime.now(UTC))
    assert post("Observations", single(), issued.key)[0][0] == 418


def test_what_may_be_known_already_goes_on() -> None:
    opened = key()
    assert post("Observations", single(), opened)[0][0] == 201
    services.fold_pending(zone=ZONE)
    for content in (single(), single(result=3), single(phenomenonTime="2022-03-05T03:00:00Z")):
        assert post("Observations", content, opened)[0][0] == 418


def test_one_moment_twice_in_an_array_goes_on() -> None:
    rows = {"components": ["phenomenonTime", "result"], "dataArray": [[AT, 1], [AT, 2]]}
    group = {"Datastream": {"@iot.id": stream()}} | rows
    assert post("CreateObservations", [group], key())[0][0] == 418


def test_the_second_of_two_that_race_goes_on() -> None:
    opened = key()
    *answers, _ = post("Observations", single(), opened, opened)
    assert [status for status, _, _ in answers] == [201, 418]


def test_both_ways_answer_alike(client: Client) -> None:
    """The short way's answer is Django's for the same observation, but for its number."""
    opened = key()
    (status, headers, body), _ = post("Observations", single(), opened)
    slow = client.post(
        "/sta/v1.1/Observations",
        single(phenomenonTime="2022-03-05T04:10:00Z"),
        content_type="application/json",
        headers={"authorization": f"Bearer {opened}", "host": "localhost"},
    )
    fast, full = json.loads(body), slow.json()
    assert (status, slow.status_code) == (201, 201)
    assert set(fast) == set(full)
    number = f"Observations({fast['@iot.id']})"
    other = f"Observations({full['@iot.id']})"
    assert fast["@iot.selfLink"].replace(number, other) == full["@iot.selfLink"]
    assert headers[b"location"].decode().replace(number, other) == slow["Location"]


def test_the_feature_is_the_things_place(client: Client) -> None:
    point = {"type": "Point", "coordinates": [126.9, 37.5]}
    place = Location.objects.create(
        name={"en": "roof"}, description={}, encoding_type="application/geo+json", location=point
    )
    place.things.add(Datastream.objects.get(slug=SLUG).thing)
    (_, _, body), _ = post("Observations", single(), key())
    number = json.loads(body)["@iot.id"]
    services.fold_pending(zone=ZONE)
    found = client.get(f"/sta/v1.1/Observations({number})/FeatureOfInterest")
    assert (found.status_code, found.json().get("feature")) == (200, point), found.json()
