"""One connection to a broker whose messages are acknowledged by us, after they are kept.

aiomqtt acknowledges a message as soon as it is handed over, and resolves names by itself. paho
below it can do both otherwise, and is told so here and nowhere else.
"""

import asyncio
import socket
import ssl
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import aiomqtt
import paho.mqtt.client as paho
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties
from paho.mqtt.reasoncodes import ReasonCode
from paho.mqtt.subscribeoptions import SubscribeOptions

from simin.ingest.brokers.address import BrokerAddress, BrokerAddressError
from simin.ingest.brokers.memory import WINDOW

#: Messages held in memory; beyond, those of QoS 0 are dropped and those of QoS 1 come again.
MOST_HELD = 4 * WINDOW
#: Bytes of these; one message alone may be larger.
MOST_BYTES = 64 * 1024 * 1024
#: Messages kept in one transaction, and bytes from which no more are waited for.
MOST_AT_ONCE, ENOUGH_BYTES = 1000, 8 * 1024 * 1024
#: Seconds that the first message of a batch waits for others, and that others may stay away.
LONGEST_WAIT, LULL = 0.5, 0.1
#: Seconds for which the broker keeps our session while nobody listens (MQTT 5).
SESSION = 7 * 86400
_PATIENCE = 15.0

_VERSIONS = {"3.1.1": aiomqtt.ProtocolVersion.V311, "5": aiomqtt.ProtocolVersion.V5}


@dataclass(frozen=True)
class Dial:
    """Where and as whom to connect."""

    address: BrokerAddress
    #: The judged IP address of its host.
    ip: str
    client: str
    user: str = ""
    password: str = ""
    #: Certificates (PEM) of whoever vouches for the broker; empty: those that the machine trusts.
    ca: str = ""
    version: str = "5"
    #: Whether the session outlives the connection.
    lasting: bool = True


@dataclass(frozen=True)
class Arrived:
    """A message, not yet acknowledged."""

    packet: int
    topic: str
    payload: bytes
    qos: int
    retained: bool
    at: datetime


class Broker(aiomqtt.Client):
    """Use as an async context; raises ``aiomqtt.MqttError`` where the connection fails."""

    def __init__(self, dial: Dial, now: Callable[[], datetime]) -> None:
        five = dial.version == "5"
        starts = {"clean_start": not dial.lasting} if five else {"clean_session": not dial.lasting}
        super().__init__(
            dial.address.host,
            dial.address.port,
            identifier=dial.client,
            username=dial.user or None,
            password=dial.password or None,
            protocol=_VERSIONS[dial.version],
            properties=_connecting(dial.lasting) if five else None,
            tls_context=_trusting(dial.ca) if dial.address.tls else None,
            timeout=_PATIENCE,
            keepalive=30,
            **starts,  # type: ignore[arg-type]
        )
        self._now = now
        self._five = five
        self._arrived: asyncio.Queue[Arrived] = asyncio.Queue(MOST_HELD)
        self._bytes = 0
        #: Whether the broker knew our session.
        self.resumed = False
        #: Messages that found no place.
        self.dropped = 0
        self._client.manual_ack_set(True)
        self._client._create_socket_connection = lambda: socket.create_connection(  # type: ignore[method-assign]
            (dial.ip, dial.address.port), timeout=_PATIENCE
        )

    @property
    def held(self) -> int:
        """Messages that wait to be taken."""
        return self._arrived.qsize()

    async def listen(self, topics: Sequence[str], qos: int) -> None:
        """Subscribe; a broker that refuses a topic raises ``aiomqtt.MqttError``."""
        if self._five:
            # 1: what is retained is sent for a new subscription only.
            options = SubscribeOptions(qos=qos, retainHandling=1)
            granted: Any = await self.subscribe([(topic, options) for topic in topics])
        else:
            granted = await self.subscribe([(topic, qos) for topic in topics])
        for topic, code in zip(topics, granted, strict=False):
            if _number(code) >= 128:
                raise aiomqtt.MqttError(f"the broker refuses the topic {topic}")

    async def batch(self) -> list[Arrived]:
        """What has arrived: at least one message, at most ``MOST_AT_ONCE``."""
        messages = [self._taken(await self._next())]
        size = len(messages[0].payload)
        loop = asyncio.get_running_loop()
        until = loop.time() + LONGEST_WAIT
        while (
            len(messages) < MOST_AT_ONCE and size < ENOUGH_BYTES and not self._disconnected.done()
        ):
            try:
                async with asyncio.timeout(min(LULL, until - loop.time())):
                    messages.append(self._taken(await self._arrived.get()))
            except TimeoutError:
                break
            size += len(messages[-1].payload)
        return messages

    def _taken(self, message: Arrived) -> Arrived:
        self._bytes -= len(message.payload)
        return message

    def acknowledge(self, messages: Sequence[Arrived]) -> None:
        """Tell the broker that it may forget them."""
        for message in messages:
            self._client.ack(message.packet, message.qos)

    async def _next(self) -> Arrived:
        """Raises ``aiomqtt.MqttError`` where the connection ends before a message comes."""
        if not self._arrived.empty():
            return self._arrived.get_nowait()
        getting = asyncio.ensure_future(self._arrived.get())
        try:
            await asyncio.wait((getting, self._disconnected), return_when=asyncio.FIRST_COMPLETED)
            if getting.done():
                return getting.result()
        finally:
            getting.cancel()
        raise aiomqtt.MqttError("the broker ended the connection")

    def _on_connect(self, client: Any, userdata: Any, flags: Any, *more: Any) -> None:
        self.resumed = bool(flags.session_present)
        super()._on_connect(client, userdata, flags, *more)

    def _on_message(self, client: Any, userdata: Any, message: paho.MQTTMessage) -> None:
        arrived = Arrived(
            message.mid,
            message.topic,
            bytes(message.payload),
            message.qos,
            message.retain,
            self._now(),
        )
        size = len(arrived.payload)
        if self._arrived.full() or (self._bytes and self._bytes + size > MOST_BYTES):
            self.dropped += 1
            return
        self._bytes += size
        self._arrived.put_nowait(arrived)


def _number(code: int | ReasonCode) -> int:
    return code if isinstance(code, int) else int(code.value)


def _trusting(ca: str) -> ssl.SSLContext:
    """Raises ``BrokerAddressError``."""
    try:
        return ssl.create_default_context(cadata=ca or None)
    except (ssl.SSLError, ValueError) as error:
        raise BrokerAddressError("cannot be trusted: options.ca holds no certificate") from error


def _connecting(lasting: bool) -> Properties:
    properties = Properties(PacketTypes.CONNECT)  # type: ignore[no-untyped-call]
    properties.SessionExpiryInterval = SESSION if lasting else 0
    properties.ReceiveMaximum = WINDOW
    return properties
