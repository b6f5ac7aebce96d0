"""What is committed is published at a real broker: in order, all of it, public datastreams only."""

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import aiomqtt
import pytest

from simin.config import publication
from simin.config.publication import PublicationThread
from simin.domains.observations.models import Datastream
from simin.domains.observations.sensorthings.viewer import Viewer
from tests.factories.feed_bench import MainThreadDatabase
from tests.factories.observed import HOUR, NOON, found_observed_town, observed, recorded
from tests.mosquitto.server import Mosquitto, mosquitto

pytestmark = pytest.mark.django_db


@pytest.fixture
def broker() -> Iterator[Mosquitto]:
    found_observed_town()
    with mosquitto() as one:
        yield one


def publisher(broker: Mosquitto, home: Path) -> PublicationThread:
    environment: Any = SimpleNamespace(
        home=home, mqtt_url=broker.url, allowed_hosts=("city.example",), tls=True, port=1
    )
    return PublicationThread(environment)


def test_new_observations_are_published_and_withheld_ones_are_not(
    broker: Mosquitto, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    thread, database = publisher(broker, tmp_path), MainThreadDatabase()
    heard: list[tuple[str, dict[str, Any]]] = []

    async def story() -> None:
        do: Any = database.do
        async with publication.client(broker.url) as ear, publication.client(broker.url) as mouth:
            await ear.subscribe("v1.1/#", qos=1)
            assert not await thread._publish(mouth, database)  # type: ignore[arg-type]
            rows = [observed("air/pm25/east", NOON + n * HOUR, n) for n in range(3)]
            await do(recorded, *rows)
            assert await thread._publish(mouth, database)  # type: ignore[arg-type]
            assert not await thread._publish(mouth, database)  # type: ignore[arg-type]
            hidden = Viewer(hidden=frozenset({"air/pm25"}))
            monkeypatch.setattr(publication, "public_viewer", lambda: hidden)
            await do(recorded, observed("air/pm25/east", NOON + 5 * HOUR, 99))
            assert await thread._publish(mouth, database)  # type: ignore[arg-type]
            await mouth.publish("v1.1/end", "{}", qos=1)
            async with asyncio.timeout(20):
                async for message in ear.messages:
                    if str(message.topic).endswith("end"):
                        break
                    heard.append((str(message.topic), json.loads(message.payload)))

    database.drive(story)
    stream = Datastream.objects.get(slug="air/pm25/east").pk
    by_topic: dict[str, list[float]] = {}
    for topic, said in heard:
        by_topic.setdefault(topic, []).append(said["result"])
    assert {topic: sorted(results) for topic, results in by_topic.items()} == {
        "v1.1/Observations": [0, 1, 2],
        f"v1.1/Datastreams({stream})/Observations": [0, 1, 2],
    }
    assert heard[0][1]["@iot.selfLink"].startswith("https://city.example/sta/v1.1/Observations(")


def test_a_broker_that_is_away_leaves_nothing_out(broker: Mosquitto, tmp_path: Path) -> None:
    thread, database = publisher(broker, tmp_path), MainThreadDatabase()

    async def story() -> None:
        do: Any = database.do
        async with publication.client(broker.url) as mouth:
            await thread._publish(mouth, database)  # type: ignore[arg-type]
            await do(recorded, observed("air/pm25/east", NOON, 1))
            await asyncio.to_thread(broker.stop)
            with pytest.raises((aiomqtt.MqttError, ExceptionGroup)):
                await thread._publish(mouth, database)  # type: ignore[arg-type]
        raise RuntimeError("left")

    with pytest.raises((RuntimeError, aiomqtt.MqttError)):
        database.drive(story)
    before = (tmp_path / "published.position").read_text()
    broker.start()

    async def again() -> None:
        async with publication.client(broker.url) as ear, publication.client(broker.url) as mouth:
            await ear.subscribe("v1.1/Observations", qos=1)
            assert await thread._publish(mouth, database)  # type: ignore[arg-type]
            async with asyncio.timeout(20):
                message = await anext(aiter(ear.messages))
            assert json.loads(message.payload)["result"] == 1

    database.drive(again)
    assert (tmp_path / "published.position").read_text() != before
