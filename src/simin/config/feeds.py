"""Puts the runner together for this installation, and runs feeds beside the engine.

A replayed city asks nobody: its time is not the world's, and today's values have no place in it.
"""

import asyncio
import random
import threading
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from zoneinfo import ZoneInfo

import structlog
from django.db import connection

from simin.config.feed_secrets import FeedSecrets
from simin.config.installation import Installation
from simin.config.source_kinds import known_kinds
from simin.domains.picture.card import Origin
from simin.ingest import city_time
from simin.ingest.feeds import Feed
from simin.ingest.pack import Pack
from simin.ingest.runner.calling import Caller
from simin.ingest.runner.database_thread import DatabaseThread
from simin.ingest.runner.hosts import Hosts
from simin.ingest.runner.job import World
from simin.ingest.runner.keeping import City
from simin.ingest.runner.outcome import Report
from simin.ingest.runner.runner import Runner
from simin.ingest.runner.scheduler import Scheduler
from simin.kit.clock import SystemClock
from simin.kit.errors import NotFoundError, SiminError
from simin.kit.http import Client

log = structlog.get_logger()

#: Seconds until feeds that stopped by a fault of ours start again.
_RESTART = 10.0


def feed_secrets(installation: Installation) -> FeedSecrets:
    environment = installation.environment
    return FeedSecrets(environment.secrets_folder, environment.feed_secrets)


def city_of(pack: Pack) -> City:
    return City(
        zone=ZoneInfo(pack.city.time_zone),
        language=pack.city.languages[0],
        origins={source.id: Origin(source.origin) for source in pack.sources},
    )


@asynccontextmanager
async def world(installation: Installation) -> AsyncIterator[World]:
    """What runs stand in; its connections are closed at the end."""
    client = Client(private_hosts=installation.pack.city.private_hosts)
    database = DatabaseThread()
    hosts = Hosts(time.monotonic)
    try:
        yield World(
            kinds=known_kinds(),
            caller=Caller(client, hosts, feed_secrets(installation), SystemClock()),
            database=database,
            city=city_of(installation.pack),
            # Only a city that lives in real time runs feeds, so its time is the machine's.
            clock=SystemClock(),
            real=SystemClock(),
            chance=random.random,
        )
    finally:
        await client.aclose()
        database.close()


def feed_named(installation: Installation, name: str) -> Feed:
    """Raises ``NotFoundError`` that says which feeds there are."""
    for feed in installation.pack.feeds:
        if feed.id == name:
            return feed
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
) -> list[Report]:
    """Raises ``ReplayedCityError``."""
    async with world(installation) as stands_in:
        await stands_in.database.do(_refuse_replayed)
        return await Runner(stands_in).fill(feed, start, end)


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

    def __init__(self, installation: Installation) -> None:
        super().__init__(name="feeds", daemon=True)
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
        async with world(self._installation) as stands_in:
            feeds = self._installation.pack.feeds
            secrets = feed_secrets(self._installation)
            scheduler = Scheduler(feeds, Runner(stands_in), stands_in, secrets)
            await scheduler.run(self._stopped)


def feeds_beside_engine(installation: Installation) -> FeedsThread | None:
    """A thread for the feeds, where the city has some that may run."""
    wanted = any(feed.enabled for feed in installation.pack.feeds)
    return FeedsThread(installation) if wanted and city_time.position() is None else None
