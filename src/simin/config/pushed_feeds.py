"""Tries out feeds whose sources speak first: listens for a while.

Nothing is kept. The session at the broker ends with the connection and has a name of its own, so no
message is taken away from the engine that listens.
"""

import asyncio
import secrets as chance

import aiomqtt

from simin.config import trial
from simin.config.feeds import feed_secrets, guarded_network
from simin.config.installation import Installation
from simin.config.source_kinds import known_kinds
from simin.ingest.brokers import envelope
from simin.ingest.brokers.address import BrokerAddressError, broker_address
from simin.ingest.brokers.broker import Arrived, Broker, Dial
from simin.ingest.feeds import Feed, SubscribedKind, way_of
from simin.ingest.runner.outcome import Outcome, Report
from simin.kit.clock import SystemClock
from simin.kit.errors import RejectedError
from simin.kit.http import FetchError


def is_pushed(feed: Feed) -> bool:
    return way_of(feed, known_kinds().get(feed.kind)) != "asked"


async def listen(installation: Installation, feed: Feed, seconds: float) -> Report:
    """What is published within ``seconds``; of a posted feed nothing can be asked.

    Raises ``RejectedError``.
    """
    kind = known_kinds()[feed.kind]
    if not isinstance(kind, SubscribedKind):
        where = "ngsi-ld/notify" if feed.kind == "ngsi_ld" else "hooks"
        raise RejectedError(
            "NAME", f"its source posts to /{where}/{feed.id}; read a payload with --payload"
        )
    try:
        messages = await _heard(installation, feed, kind, seconds)
    except FetchError as error:
        return Report(feed.id, None, Outcome.REFUSED, error.reason)
    except BrokerAddressError as error:
        return Report(feed.id, None, Outcome.REFUSED, f"the address {error}")
    except (aiomqtt.MqttError, OSError) as error:
        return Report(feed.id, None, Outcome.UNAVAILABLE, f"the broker does not answer: {error}")
    lines = (envelope.said(one.topic, one.payload, one.at) for one in messages)
    return trial.read(feed, envelope.enclosed(lines), {"messages": str(len(messages))})


async def _heard(
    installation: Installation, feed: Feed, kind: SubscribedKind, seconds: float
) -> list[Arrived]:
    asked = kind.subscription(feed)
    address = broker_address(feed.address)
    ips = await guarded_network(installation).judged(address.host, address.port)
    given = feed_secrets(installation).secrets(feed.secrets)
    user, password = given.fill(asked.user), given.fill(asked.password)
    name = f"simin-test-{chance.token_hex(6)}"
    ca = given.fill(asked.ca)
    dial = Dial(address, ips[0], name, user, password, ca, asked.version, lasting=False)
    messages: list[Arrived] = []
    async with Broker(dial, SystemClock().now) as broker:
        await broker.listen(asked.topics, asked.qos)
        try:
            async with asyncio.timeout(seconds):
                while True:
                    arrived = await broker.batch()
                    broker.acknowledge(arrived)
                    messages += arrived
        except TimeoutError:
            pass
    return messages
