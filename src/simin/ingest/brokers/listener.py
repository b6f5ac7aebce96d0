"""Listens for one feed until it is stopped: connect, keep, acknowledge, and again after a failure.

A database that fails, or a disk without room, is waited for with the messages in hand: nothing is
acknowledged meanwhile, so the broker stops sending. A broker that fails is dialled again, ever less
often; failure is told once and recovery once.
"""

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import aiomqtt
import structlog
from aiomqtt.exceptions import MqttConnectError
from django.db import Error as DatabaseError

from simin.ingest.brokers import envelope
from simin.ingest.brokers.address import BrokerAddressError, broker_address
from simin.ingest.brokers.broker import Arrived, Broker, Dial
from simin.ingest.brokers.memory import WINDOW, Memory, mark
from simin.ingest.feeds import Feed, Parsed, Payload, SourceError, SubscribedKind, Subscription
from simin.ingest.feeds.profile import ColumnProfile
from simin.ingest.pushed import book
from simin.ingest.runner import reading, timing
from simin.ingest.runner.calling import Called
from simin.ingest.runner.job import World
from simin.ingest.runner.reading import KindFailedError
from simin.kit.http import FetchError, Secrets
from simin.kit.http.network import GuardedNetwork

log = structlog.get_logger()

#: Seconds between two tries of a database that fails.
_RESPITE = 2.0
#: Seconds, at most, between two tries of a broker that fails.
_LONGEST_REST = 60.0


class OverrunError(Exception):
    """More came than has place; what was not taken comes again in a new connection."""


@dataclass
class Listener:
    """One feed's."""

    feed: Feed
    kind: SubscribedKind
    world: World
    network: GuardedNetwork
    #: Tells installations apart that listen for the same feed at one broker.
    installation: str
    _memory: Memory = field(default_factory=Memory)
    _failures: int = 0
    #: The last messages, and the minute in which their columns were looked at.
    _recent: deque[Arrived] = field(default_factory=lambda: deque(maxlen=WINDOW))
    _profiled_at: datetime | None = None

    async def run(self) -> None:
        """Until it is cancelled."""
        while True:
            try:
                await self._session()
            except OverrunError:
                continue
            except (BrokerAddressError, MqttConnectError) as error:
                await self._fail(f"the broker refuses: {error}", refused=True)
            except FetchError as error:
                await self._fail(error.reason)
            except (aiomqtt.MqttError, OSError) as error:
                await self._fail(f"the broker does not answer: {error}")
            await asyncio.sleep(self._rest())

    async def _session(self) -> None:
        subscription = self.kind.subscription(self.feed)
        async with Broker(await self._dial(subscription), self.world.real.now) as broker:
            cursor = await self._written(
                book.listening,
                self.feed,
                city_time=self.world.clock.now(),
                real_time=self.world.real.now(),
            )
            # A new session numbers its messages anew.
            self._memory = Memory(cursor if broker.resumed else None)
            await broker.listen(subscription.topics, subscription.qos)
            self._failures = 0
            while True:
                await self._take(broker)

    async def _take(self, broker: Broker) -> None:
        messages = await broker.batch()
        while self.world.disk.shortage() is not None:
            await asyncio.sleep(_RESPITE)
        await self._keep(messages, resumed=broker.resumed)
        broker.acknowledge(messages)
        # What has a place is kept first: each new connection begins with all that is not kept.
        if broker.dropped and not broker.held:
            log.warning("messages found no place", feed=self.feed.id, messages=broker.dropped)
            raise OverrunError

    async def _keep(self, messages: list[Arrived], *, resumed: bool) -> None:
        """Those that are new; what a session had retained before came when it was published."""
        marks = [mark(one.packet, one.topic, one.payload) if one.qos else "" for one in messages]
        new = [
            (one, known)
            for one, known in zip(messages, marks, strict=True)
            if known not in self._memory and not (one.retained and resumed)
        ]
        memory = self._memory.with_these([known for _, known in new if known])
        payload = self._payload([one for one, _ in new])
        called = Called(payload, self.feed.address)
        try:
            parsed = await self._parsed(payload)
        except KindFailedError as error:
            await self._keep_apart(messages, called, error, resumed=resumed)
            return
        except SourceError as error:
            await self._refuse(called, error)
            return
        await self._written(
            book.take,
            self.feed,
            called,
            parsed,
            self.world.city,
            city_time=self.world.clock.now(),
            again=len(messages) - len(new),
            cursor=memory.written(),
            profile=await self._profile(new),
        )
        self._memory = memory

    async def _keep_apart(
        self, messages: list[Arrived], called: Called, error: SourceError, *, resumed: bool
    ) -> None:
        """A kind that fails on one message fails on all that came with it: halves are tried."""
        half = len(messages) // 2
        if not half:
            await self._refuse(called, error)
            return
        for part in (messages[:half], messages[half:]):
            await self._keep(part, resumed=resumed)

    async def _refuse(self, called: Called, error: SourceError) -> None:
        now, reason = self.world.clock.now(), reading.reason_of(error, self.feed)
        await self._written(book.refuse, self.feed, called, reason, self.world.city, city_time=now)

    async def _parsed(self, payload: Payload) -> Parsed:
        return await asyncio.to_thread(reading.parsed, self.kind, self.feed, payload)

    async def _profile(self, new: list[tuple[Arrived, str]]) -> tuple[ColumnProfile, ...]:
        """What the columns of the last messages looked like, once a minute; else nothing.

        Messages of several devices differ: what one batch lacks has not vanished.
        """
        self._recent.extend(one for one, _ in new)
        minute = self.world.clock.now().replace(second=0, microsecond=0)
        before, self._profiled_at = self._profiled_at, minute
        if before in (None, minute):
            return ()
        body = self._payload(list(self._recent))
        try:
            return (await self._parsed(body)).profile
        except SourceError:
            return ()

    def _payload(self, messages: Sequence[Arrived]) -> Payload:
        lines = (envelope.said(one.topic, one.payload, one.at) for one in messages)
        return Payload(
            request="messages",
            status=200,
            headers={"content-type": envelope.CONTENT_TYPE},
            body=self._secrets().hide_bytes(envelope.enclosed(lines)),
            fetched_at=self.world.real.now(),
        )

    async def _written[**P, T](self, work: Callable[P, T], *args: P.args, **named: P.kwargs) -> T:
        """Done in the database's thread, again and again until the database takes it."""
        failing = False
        while True:
            try:
                done = await self.world.database.do(work, *args, **named)
            except DatabaseError as error:
                if not failing:
                    log.error("the database failed", feed=self.feed.id, error=str(error))
                failing = True
                await asyncio.sleep(_RESPITE)
                continue
            if failing:
                log.info("the database takes messages again", feed=self.feed.id)
            return done

    async def _dial(self, subscription: Subscription) -> Dial:
        address = broker_address(self.feed.address)
        ips = await self.network.judged(address.host, address.port)
        secrets = self._secrets()
        return Dial(
            address,
            ips[self._failures % len(ips)],
            subscription.client or f"simin-{self.installation}-{self.feed.id}",
            secrets.fill(subscription.user),
            secrets.fill(subscription.password),
            secrets.fill(subscription.ca),
            subscription.version,
        )

    def _secrets(self) -> Secrets:
        return self.world.caller.secrets(self.feed)

    async def _fail(self, reason: str, *, refused: bool = False) -> None:
        self._failures += 1
        await self._written(
            book.deaf,
            self.feed,
            self._secrets().hide(reason),
            refused=refused,
            city_time=self.world.clock.now(),
            real=self.world.real.now(),
        )

    def _rest(self) -> float:
        now = self.world.real.now()
        wait = (timing.back_off(self._failures, None, now, self.world.chance) - now).total_seconds()
        return min(wait / 30, _LONGEST_REST)
