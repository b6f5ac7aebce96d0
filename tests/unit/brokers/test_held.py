"""Messages that wait are bounded, in number and in bytes."""

import asyncio
from datetime import UTC, datetime

import paho.mqtt.client as paho
import pytest

from simin.ingest.brokers import broker as brokers
from simin.ingest.brokers.address import BrokerAddress
from simin.ingest.brokers.broker import Broker, Dial


def held(*sizes: int) -> tuple[list[int], int]:
    """Sizes of the messages of each batch that came of such messages, and how many were dropped."""

    async def inside() -> tuple[list[int], int]:
        dial = Dial(BrokerAddress("b.example", 1883, tls=False), "192.0.2.1", "c")
        broker = Broker(dial, lambda: datetime(2026, 3, 1, tzinfo=UTC))
        for number, size in enumerate(sizes):
            message = paho.MQTTMessage(number, b"t")
            message.payload = b"x" * size
            broker._on_message(None, None, message)
        batches = []
        while broker.held:
            batches.append(sum(len(one.payload) for one in await broker.batch()))
        return batches, broker.dropped

    return asyncio.run(inside())


def test_what_is_more_than_has_a_place_comes_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(brokers, "MOST_BYTES", 100)
    monkeypatch.setattr(brokers, "LULL", 0.01)
    assert held(40, 40, 40, 20) == ([100], 1)
    assert held(500, 1) == ([500], 1), "one alone may be larger, or it would come for ever"


def test_a_transaction_takes_no_more_bytes_than_it_should(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(brokers, "ENOUGH_BYTES", 50)
    monkeypatch.setattr(brokers, "LULL", 0.01)
    assert held(40, 40, 40, 40) == ([80, 80], 0)


def test_the_number_is_bounded_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(brokers, "MOST_HELD", 2)
    monkeypatch.setattr(brokers, "LULL", 0.01)
    assert held(1, 1, 1) == ([2], 1)
