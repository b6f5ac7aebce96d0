"""A real broker, a real listener: what is published is kept once, whatever is restarted."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import aiomqtt
import pytest
from django.db import OperationalError
from structlog.testing import capture_logs

from simin.config.source_kinds import known_kinds
from simin.domains.observations.models import Observation
from simin.domains.picture.card import Origin
from simin.ingest.brokers import listener as listening
from simin.ingest.brokers.broker import Broker
from simin.ingest.brokers.listener import Listener
from simin.ingest.brokers.listeners import Listeners
from simin.ingest.feeds import Column, Feed, Mapping, Parsed, Payload, Schedule
from simin.ingest.models import FeedState, Quarantined, RawPayload, Run
from simin.ingest.oversight import orders
from simin.ingest.oversight.declared import declare
from simin.ingest.pushed import book
from simin.ingest.runner.calling import Caller
from simin.ingest.runner.hosts import Hosts
from simin.ingest.runner.job import World
from simin.ingest.runner.keeping import City
from simin.kit.clock import SystemClock
from simin.kit.http import Client, SystemResolver
from simin.kit.http.network import GuardedNetwork, PrivateHosts
from simin.sources.mqtt.source import Mqtt
from tests.factories.feed_bench import GivenSecrets, MainThreadDatabase, half
from tests.factories.observed import ZONE, found_observed_town
from tests.mosquitto.server import Mosquitto, mosquitto

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 26, 10, tzinfo=UTC)


@pytest.fixture
def broker() -> Iterator[Mosquitto]:
    found_observed_town()
    with mosquitto() as one:
        yield one


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listening, "_RESPITE", 0.05)
    monkeypatch.setattr(listening, "_LONGEST_REST", 0.2)


@dataclass
class Ear:
    """A listener for one feed, begun, killed and begun again."""

    broker: Mosquitto
    private: bool = True
    database: MainThreadDatabase = field(default_factory=MainThreadDatabase)
    task: asyncio.Task[None] | None = None

    def feed(self, **options: Any) -> Feed:
        return Feed(
            id="dust",
            kind="mqtt",
            source="network",
            address=self.broker.url,
            schedule=Schedule(every=60),
            licence="CC0-1.0",
            owner="climate",
            options={"topics": ["dust/{district}"], **options},
            mapping=Mapping(
                placeholders={"district": "district"},
                columns=(Column(field="value", to="air/pm25/{district}"),),
            ),
        )

    def world(self) -> World:
        client = Client()
        clock = SystemClock()
        caller = Caller(client, Hosts(lambda: 0.0), GivenSecrets(), clock)
        city = City(ZONE, "ko", {"network": Origin.MEASURED})
        return World(known_kinds(), caller, self.database, city, clock, clock, half)

    @contextlib.asynccontextmanager
    async def listens(self, **options: Any) -> AsyncIterator[None]:
        feed = self.feed(**options)
        hosts = ["127.0.0.1"] if self.private else []
        network = GuardedNetwork(SystemResolver(), PrivateHosts(hosts))
        kind = known_kinds()["mqtt"]
        listener = Listener(feed, kind, self.world(), network, "test")  # type: ignore[arg-type]
        task = self.task = asyncio.create_task(listener.run())
        try:
            yield
        finally:
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task

    async def publish(self, *values: float, first: str = "east") -> None:
        async with aiomqtt.Client("127.0.0.1", self.broker.port) as client:
            for value in values:
                await client.publish(f"dust/{first}", str(value), qos=1)

    async def until(self, look: Callable[[], object]) -> None:
        async with asyncio.timeout(30):
            while not await self.database.do(look):
                assert self.task is None or not self.task.done(), self.task
                await asyncio.sleep(0.02)

    def drive(self, story: Callable[[], Awaitable[None]]) -> None:
        self.database.drive(story)


def kept() -> list[float]:
    return [
        row or 0.0
        for row in Observation.objects.order_by("position").values_list("result", flat=True)
    ]


def has(*values: float) -> Callable[[], bool]:
    return lambda: sorted(kept()) == sorted(values)


def is_well() -> bool:
    return FeedState.objects.filter(problem="", last_success_at__isnull=False).exists()


@pytest.mark.parametrize("version", ["5", "3.1.1"])
def test_what_is_published_is_kept_and_counted(broker: Mosquitto, version: str) -> None:
    ear = Ear(broker)

    async def story() -> None:
        async with ear.listens(version=version):
            await ear.until(is_well)
            await ear.publish(1, 2, 3)
            await ear.until(has(1, 2, 3))

    ear.drive(story)
    runs = list(Run.objects.all())  # two where an hour ended meanwhile
    brought = [
        sum(getattr(run, name) for run in runs) for name in ("fetched", "stored", "repeated")
    ]
    assert brought == [3, 3, 0]
    assert {run.outcome for run in runs} == {"complete"}
    assert RawPayload.objects.exists()


def test_what_cannot_be_read_goes_to_quarantine_and_the_rest_is_kept(broker: Mosquitto) -> None:
    ear = Ear(broker)

    async def story() -> None:
        async with ear.listens():
            await ear.until(is_well)
            async with aiomqtt.Client("127.0.0.1", broker.port) as client:
                for payload in (b"7", b"much", b"\xff", b"{", b"8"):
                    await client.publish("dust/east", payload, qos=1)
            await ear.until(has(7, 8))
            await ear.until(lambda: Quarantined.objects.count() == 3)

    ear.drive(story)


def test_a_kind_that_fails_on_a_message_costs_that_message_alone(
    broker: Mosquitto, monkeypatch: pytest.MonkeyPatch
) -> None:
    ear, parse = Ear(broker), Mqtt.parse

    def fails(kind: Mqtt, feed: Feed, payload: Payload) -> Parsed:
        if b"13" in payload.body:
            raise KeyError("13")
        return parse(kind, feed, payload)

    monkeypatch.setattr(Mqtt, "parse", fails)
    # The moment of arrival is told beside the payload, and may hold the number too.
    monkeypatch.setattr(SystemClock, "now", lambda _: AT)

    async def story() -> None:
        async with ear.listens():
            await ear.until(is_well)
            await ear.publish(1)
            await ear.publish(13, first="west")
            await ear.publish(2, first="west")
            await ear.until(lambda: set(kept()) == {1, 2})
            await ear.until(Quarantined.objects.exists)

    ear.drive(story)
    assert Quarantined.objects.get().reason == "the kind failed: KeyError"


def test_what_was_published_while_nobody_listened_is_not_lost(broker: Mosquitto) -> None:
    ear = Ear(broker)

    async def story() -> None:
        async with ear.listens():
            await ear.until(is_well)
        await ear.publish(1, 2)
        async with ear.listens():
            await ear.until(has(1, 2))

    ear.drive(story)


def test_a_kill_between_commit_and_acknowledgement_repeats_nothing(
    broker: Mosquitto, monkeypatch: pytest.MonkeyPatch
) -> None:
    ear = Ear(broker)
    acknowledge = Broker.acknowledge

    async def story() -> None:
        monkeypatch.setattr(Broker, "acknowledge", lambda *_: None)
        async with ear.listens():
            await ear.until(is_well)
            await ear.publish(1, 2, 2)
            await ear.until(has(1, 2, 2))
        monkeypatch.setattr(Broker, "acknowledge", acknowledge)
        async with ear.listens():
            await ear.publish(3)
            await ear.until(has(1, 2, 2, 3))
            await ear.until(lambda: sum(Run.objects.values_list("repeated", flat=True)) == 3)

    ear.drive(story)
    assert has(1, 2, 2, 3)()


def test_a_broker_that_is_restarted_loses_and_repeats_nothing(broker: Mosquitto) -> None:
    ear = Ear(broker)

    async def story() -> None:
        async with ear.listens():
            await ear.until(is_well)
            await ear.publish(1, 2)
            await ear.until(has(1, 2))
            await asyncio.to_thread(broker.stop)
            await ear.until(lambda: FeedState.objects.get().problem)
            await asyncio.to_thread(broker.start)
            await ear.until(is_well)
            await ear.publish(3)
            await ear.until(has(1, 2, 3))

    with capture_logs() as logs:
        ear.drive(story)
    told = [log["event"] for log in logs if log["event"].startswith("feed ")]
    assert told == ["feed failed", "feed recovered"]


def test_a_database_that_fails_is_waited_for(
    broker: Mosquitto, monkeypatch: pytest.MonkeyPatch
) -> None:
    ear = Ear(broker)
    take, failures = book.take, iter([OperationalError("gone")] * 3)

    def failing(*args: Any, **named: Any) -> Any:
        for error in failures:
            raise error
        return take(*args, **named)

    async def story() -> None:
        async with ear.listens():
            await ear.until(is_well)
            monkeypatch.setattr(book, "take", failing)
            await ear.publish(1, 2)
            await ear.until(has(1, 2))

    ear.drive(story)
    assert has(1, 2)()


def test_more_than_the_window_comes_through(broker: Mosquitto) -> None:
    ear = Ear(broker)
    values = [float(number) for number in range(2500)]

    async def story() -> None:
        async with ear.listens():
            await ear.until(is_well)
        await ear.publish(*values)
        async with ear.listens():
            await ear.until(lambda: Observation.objects.count() == len(values))

    ear.drive(story)
    assert kept() == values


def test_a_private_broker_is_not_dialled_unless_the_city_says_so(broker: Mosquitto) -> None:
    ear = Ear(broker, private=False)

    async def story() -> None:
        async with ear.listens():
            await ear.until(lambda: FeedState.objects.exclude(problem="").exists())

    ear.drive(story)
    assert "loopback" in FeedState.objects.get().problem


def test_what_is_retained_is_taken_once(broker: Mosquitto) -> None:
    ear = Ear(broker)

    async def story() -> None:
        async with aiomqtt.Client("127.0.0.1", broker.port) as client:
            await client.publish("dust/west", "5", qos=1, retain=True)
        for value in (6, 7):
            async with ear.listens(version="3.1.1"):
                await ear.until(has(5) if value == 6 else has(5, 6))
                await ear.publish(value)
                await ear.until(lambda wanted=value: wanted in kept())

    ear.drive(story)
    assert has(5, 6, 7)()


def test_a_paused_feed_is_not_listened_to_and_misses_nothing(broker: Mosquitto) -> None:
    ear = Ear(broker)
    feed = ear.feed()
    declare([feed], [], missing={}, replayed=False, ways={feed.id: "subscribed"})
    network = GuardedNetwork(SystemResolver(), PrivateHosts(["127.0.0.1"]))
    listeners = Listeners([feed], ear.world(), network, GivenSecrets(), "test")
    do, now = ear.database.do, SystemClock().now

    async def story() -> None:
        await listeners.look()
        await ear.until(is_well)
        await ear.publish(1)
        await ear.until(has(1))
        await do(orders.pause, feed.id, account="kim", why="they move", at=now())
        await listeners.look()
        assert not listeners._tasks
        await ear.publish(2)
        await do(orders.resume, feed.id, account="kim")
        await listeners.look()
        await ear.until(has(1, 2))
        await listeners._end([feed.id])

    ear.drive(story)
