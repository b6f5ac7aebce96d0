"""Puts the runner together for this installation, and runs feeds beside the engine.

A replayed city asks nobody: its time is not the world's, and today's values have no place in it.
"""

import asyncio
import hashlib
import random
import threading
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from zoneinfo import ZoneInfo

import structlog
from django.db import connection

from simin.config.declared_feeds import declare_feeds
from simin.config.feed_secrets import FeedSecrets
from simin.config.installation import Installation
from simin.config.source_kinds import known_kinds
from simin.domains.audit.services import SYSTEM
from simin.domains.picture.card import Origin
from simin.ingest import city_time
from simin.ingest.brokers.listeners import Listeners
from simin.ingest.feeds import Feed, Way, way_of
from simin.ingest.oversight import backfills, mappings
from simin.ingest.pack import Pack
from simin.ingest.runner.calling import Caller
from simin.ingest.runner.database_thread import DatabaseThread
from simin.ingest.runner.filling import fill_next
from simin.ingest.runner.hosts import Hosts
from simin.ingest.runner.job import World
from simin.ingest.runner.keeping import City
from simin.ingest.runner.outcome import Report
from simin.ingest.runner.runner import Runner
from simin.ingest.runner.scheduler import Scheduler
from simin.ingest.runner.ways_out import WaysOut
from simin.ingest.stand_ins import StandIns
from simin.kit.clock import SystemClock
from simin.kit.databases import SCHEMES, Databases
from simin.kit.disk import Disk
from simin.kit.errors import NotFoundError, SiminError
from simin.kit.http import Client, SystemResolver
from simin.kit.http.network import GuardedNetwork, PrivateHosts

log = structlog.get_logger()

#: Who holds a back-fill that the command line works.
_HERE = "command"
#: Seconds until feeds that stopped by a fault of ours start again.
_RESTART = 10.0


def feed_secrets(installation: Installation) -> FeedSecrets:
    environment = installation.environment
    return FeedSecrets(environment.secrets_folder, environment.feed_secrets)


def city_of(pack: Pack) -> City:
    return City(
        zone=ZoneInfo(pack.city.time_zone),
        language=pack.city.languages[0],
        origins={source.id: _asked(Origin(source.origin)) for source in pack.sources},
    )


def _asked(origin: Origin) -> Origin:
    """What is asked of a source now is no replay, whatever the pack's recordings of it are."""
    return Origin.MEASURED if origin is Origin.REPLAYED else origin


@asynccontextmanager
async def world(installation: Installation) -> AsyncIterator[World]:
    """What runs stand in; its connections are closed at the end."""
    private = installation.pack.city.private_hosts
    client = Client(private_hosts=private)
    ways = WaysOut(dict.fromkeys(SCHEMES, Databases(private_hosts=private)), otherwise=client)
    database = DatabaseThread()
    hosts = Hosts(time.monotonic)
    try:
        yield World(
            kinds=known_kinds(),
            caller=Caller(ways, hosts, feed_secrets(installation), SystemClock()),
            database=database,
            city=city_of(installation.pack),
            # Only a city that lives in real time runs feeds, so its time is the machine's.
            clock=SystemClock(),
            real=SystemClock(),
            chance=random.random,
            disk=Disk(installation.environment.home, installation.environment.spare_bytes),
        )
    finally:
        await client.aclose()
        database.close()


def feed_named(installation: Installation, name: str) -> Feed:
    """With the mapping in effect. Raises ``NotFoundError`` that says which feeds there are."""
    for feed in installation.pack.feeds:
        if feed.id == name:
            return mappings.in_effect([feed])[0]
    known = ", ".join(feed.id for feed in installation.pack.feeds) or "none"
    raise NotFoundError(f"there is no feed {name!r}; the city has: {known}")


async def try_out(installation: Installation, feed: Feed) -> Report:
    async with world(installation) as stands_in:
        return await Runner(stands_in).try_out(feed)


async def run_once(installation: Installation, feed: Feed, *, confirmed: bool) -> Report:
    """Raises ``ReplayedCityError``."""
    async with world(installation) as stands_in:
        await stands_in.database.do(_refuse_replayed)
        return await Runner(stands_in).run(feed, confirmed=confirmed)


async def fill(
    installation: Installation, feed: Feed, start: datetime, end: datetime
) -> AsyncIterator[Report]:
    """Back-fill here, as the desk's are: shown there, and gone on with where this is killed.

    Raises ``ReplayedCityError``, ``NotNowError``, ``RejectedError``.
    """
    async with world(installation) as stands_in:
        do, runner = stands_in.database.do, Runner(stands_in)
        await do(_refuse_replayed)
        await do(declare_feeds, installation)
        now = stands_in.real.now()
        row = await do(backfills.start, feed.id, start, end, account=SYSTEM, now=now)
        while await do(backfills.hold_this, row.id, _HERE, now=stands_in.real.now()):
            row, report = await fill_next(runner, stands_in, feed, row)
            yield report
            if row.state != backfills.RUNNING:
                return


def _refuse_replayed() -> None:
    if city_time.position() is not None:
        raise ReplayedCityError(
            "this city is replayed, and today's values have no place in its time; "
            "try the feed out with: simin sources test"
        )


class ReplayedCityError(SiminError):
    """Feeds do not run in a city whose time is not the world's."""


class FeedsThread(threading.Thread):
    """Runs the feeds that are due until told to stop."""

    def __init__(self, installation: Installation, stand_ins: StandIns) -> None:
        super().__init__(name="feeds", daemon=True)
        self._stand_ins = stand_ins
        self._installation = installation
        self._loop = asyncio.new_event_loop()
        self._stopped = asyncio.Event()

    def stop(self) -> None:
        """From any thread; returns at once."""
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._stopped.set)

    def run(self) -> None:
        try:
            self._loop.run_until_complete(self._until_stopped())
        finally:
            self._loop.close()
            connection.close()

    async def _until_stopped(self) -> None:
        """A fault of ours must not leave the city unfed: it is logged and they start again."""
        while not self._stopped.is_set():
            try:
                await self._scheduled()
            except Exception:
                log.exception("the feeds stopped")
                await asyncio.sleep(_RESTART)

    async def _scheduled(self) -> None:
        installation = self._installation
        async with world(installation) as stands_in:
            came: dict[Way, list[Feed]] = {"asked": [], "posted": [], "subscribed": []}
            for feed in installation.pack.feeds:
                came[way_of(feed, stands_in.kinds.get(feed.kind))].append(feed)
            secrets = feed_secrets(installation)
            regular = await stands_in.database.do(city_time.position) is None
            runner = Runner(stands_in)
            admits = self._stand_ins.admits if regular else lambda _: True
            pushed = [*came["posted"], *came["subscribed"]]
            scheduler = Scheduler(
                came["asked"],
                runner,
                stands_in,
                secrets,
                regular=regular,
                admits=admits,
                pushed=pushed,
            )
            heard = came["subscribed"] if regular else []
            listeners = Listeners(
                heard, stands_in, guarded_network(installation), secrets, _mark(installation)
            )
            async with asyncio.TaskGroup() as both:
                both.create_task(scheduler.run(self._stopped))
                both.create_task(listeners.run(self._stopped))


def guarded_network(installation: Installation) -> GuardedNetwork:
    """The way to brokers."""
    return GuardedNetwork(SystemResolver(), PrivateHosts(installation.pack.city.private_hosts))


def _mark(installation: Installation) -> str:
    """Tells this installation from others of the same city at one broker; gives nothing away."""
    return hashlib.sha256(f"client {installation.environment.secret()}".encode()).hexdigest()[:8]


def feeds_beside_engine(installation: Installation, stand_ins: StandIns) -> FeedsThread | None:
    """A thread for the feeds, where the city has some; a replayed city only tries them out."""
    return FeedsThread(installation, stand_ins) if installation.pack.feeds else None
