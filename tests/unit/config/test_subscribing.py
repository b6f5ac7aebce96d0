"""A broker on loopback is told where to notify us, told again, and told to stop."""

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from simin.config.environment import Environment, read
from simin.config.installation import Installation
from simin.config.subscribing import (
    SubscriptionRefusedError,
    by_hand,
    is_registered_by_hand,
    subscribe,
    unsubscribe,
)
from simin.ingest.feeds import Column, Feed, Mapping, Moment
from simin.kit.errors import RejectedError
from tests.factories.city_server import CityServer, city_server, reply
from tests.factories.posted import told

HERE = "https://simin.city.example/"
TOKEN = "token-that-the-broker-shows"
ID = "urn:ngsi-ld:Subscription:simin:naru:air"


@pytest.fixture
def broker() -> Iterator[CityServer]:
    with city_server() as one:
        yield one


def feed(broker: CityServer, **changed: Any) -> Feed:
    mapping = Mapping(
        at=Moment(fields=("pm10@at",)),
        placeholders={"station": "id"},
        columns=(Column(field="pm10", to="air/pm10/{station}"),),
    )
    given = {
        "id": "air",
        "kind": "ngsi_ld",
        "address": f"{broker.url}/ngsi-ld/v1/entities?type=Air&limit={{limit}}&offset={{offset}}",
        "options": {"notified": {"secret": "key"}},
        "mapping": mapping,
    }
    return told(**{**given, **changed})


def installation(broker: CityServer) -> Installation:
    given: Environment = read({"SIMIN_HOME": str(Path("/nowhere")), "SIMIN_SECRET_KEY": TOKEN})
    city = SimpleNamespace(id="naru", private_hosts=(f"127.0.0.1:{broker.port}",))
    return Installation(given, cast(Any, SimpleNamespace(city=city)))


def test_a_broker_is_told_where_to_notify_us(broker: CityServer) -> None:
    broker.on("/ngsi-ld/v1/subscriptions", reply(status="201 Created"))
    assert asyncio.run(subscribe(installation(broker), feed(broker), HERE)) == ID
    (seen,) = broker.seen
    asked = json.loads(seen.body)
    assert (seen.method, asked["id"], asked["entities"]) == ("POST", ID, [{"type": "Air"}])
    endpoint = asked["notification"]["endpoint"]
    assert endpoint["uri"] == "https://simin.city.example/ngsi-ld/notify/air"
    assert endpoint["receiverInfo"] == [{"key": "Authorization", "value": f"Bearer {TOKEN}"}]
    assert asked["watchedAttributes"] == asked["notification"]["attributes"] == ["pm10"]


def test_a_subscription_that_is_there_is_changed(broker: CityServer) -> None:
    broker.on("/ngsi-ld/v1/subscriptions", reply(status="409 Conflict"))
    changing = f"/ngsi-ld/v1/subscriptions/{ID.replace(':', '%3A')}"
    broker.on(changing, reply(status="204 No Content"))
    asyncio.run(subscribe(installation(broker), feed(broker), HERE))
    post, patch = broker.seen
    assert (patch.method, "id" in json.loads(patch.body)) == ("PATCH", False)
    asyncio.run(unsubscribe(installation(broker), feed(broker)))
    assert broker.seen[-1].method == "DELETE"
    assert post.target == "/ngsi-ld/v1/subscriptions"


def test_a_broker_that_refuses_is_quoted_without_the_token(broker: CityServer) -> None:
    said = f"no right for {TOKEN}".encode()
    broker.on("/ngsi-ld/v1/subscriptions", reply(said, status="403 Forbidden"))
    with pytest.raises(SubscriptionRefusedError, match="status 403: no right") as refused:
        asyncio.run(subscribe(installation(broker), feed(broker), HERE))
    assert TOKEN not in str(refused.value)


@pytest.mark.parametrize(
    ("changed", "here", "reason"),
    [
        ({"options": {}}, HERE, "no options.notified"),
        ({"options": {"signature": {"secret": "key"}}}, HERE, "cannot sign"),
        ({"address": "https://b.example/v2/things"}, HERE, "has no /entities"),
        ({"address": "https://b.example/ngsi-ld/v1/entities"}, HERE, "no type of entities"),
        ({}, "simin.city.example", "give our address"),
    ],
)
def test_what_cannot_be_told_says_why(
    broker: CityServer, changed: dict[str, Any], here: str, reason: str
) -> None:
    with pytest.raises(RejectedError, match=reason):
        asyncio.run(subscribe(installation(broker), feed(broker, **changed), here))
    assert not broker.seen


def test_the_sender_of_a_webhook_is_told_by_a_person() -> None:
    assert is_registered_by_hand(told())
    lines = "\n".join(by_hand(told(), HERE))
    assert "POST https://simin.city.example/hooks/dust" in lines
    assert "x-hub-signature-256: sha256=HMAC-sha256" in lines
