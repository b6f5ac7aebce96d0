"""Starts the runs that are due, each feed in a task of its own, until it is told to stop.

The database says what is due, so that a run by hand, a changed pack and another process are seen at
the next beat. A feed never runs twice at the same time here.
"""

import asyncio
import contextlib
from collections.abc import Awaitable, Sequence
from datetime import datetime, timedelta

import structlog
from django.db import Error as DatabaseError

from simin.ingest.feeds import Feed
from simin.ingest.runner import book
from simin.ingest.runner.job import World
from simin.ingest.runner.ports import SecretStore
from simin.ingest.runner.runner import Runner

log = structlog.get_logger()

#: Real seconds between two looks at what is due.
BEAT = 1.0
#: Runs at the same time; the others wait for a later beat.
AT_ONCE = 24
#: How long a feed is left alone whose run could not even be written down.
RESPITE = timedelta(minutes=1)


class Scheduler:
    """The feeds of one city, each at its own pace."""

    def __init__(
        self, feeds: Sequence[Feed], runner: Runner, world: World, secrets: SecretStore
    ) -> None:
        self._feeds = {feed.id: feed for feed in feeds if feed.enabled}
        self._runner = runner
        self._world = world
        self._secrets = secrets
        self._running: dict[str, asyncio.Task[None]] = {}
        self._failing = False
        self._resting: dict[str, datetime] = {}
        self._lacking: set[str] = set()

    async def run(self, stopped: asyncio.Event) -> None:
        """Until ``stopped``; then runs under way are interrupted and closed."""
        await self._try(self._world.database.do(book.mark_interrupted))
        while not stopped.is_set():
            await self._try(self.beat())
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stopped.wait(), BEAT)
        for task in self._running.values():
            task.cancel()
        await asyncio.gather(*self._running.values(), return_exceptions=True)

    async def beat(self) -> None:
        """Start what is due."""
        now = self._world.real.now()
        for name in await self._world.database.do(
            book.due, self._able(), now=now, chance=self._world.chance
        ):
            resting = self._resting.get(name, now) > now
            if len(self._running) < AT_ONCE and name not in self._running and not resting:
                task = asyncio.create_task(self._run(self._feeds[name]), name=f"feed {name}")
                self._running[name] = task

    async def settled(self) -> None:
        """When the runs that are under way have ended."""
        await asyncio.gather(*self._running.values())

    def _able(self) -> list[Feed]:
        """The feeds whose secrets are there; what is lacking is said once."""
        able = []
        for feed in self._feeds.values():
            missing = self._secrets.missing(feed.secrets)
            if not missing:
                able.append(feed)
                self._lacking.discard(feed.id)
            elif feed.id not in self._lacking:
                self._lacking.add(feed.id)
                log.warning("feed has no secret", feed=feed.id, missing=", ".join(missing))
        return able

    async def _run(self, feed: Feed) -> None:
        try:
            await self._runner.run(feed)
        except DatabaseError as error:
            self._resting[feed.id] = self._world.real.now() + RESPITE
            self._say(error)
        except Exception:
            self._resting[feed.id] = self._world.real.now() + RESPITE
            log.exception("run could not be closed", feed=feed.id)
        finally:
            del self._running[feed.id]

    async def _try(self, work: Awaitable[object]) -> None:
        """The database's failure is said once, and once when it is back."""
        try:
            await work
        except DatabaseError as error:
            self._say(error)
            return
        if self._failing and not self._running:
            log.info("the database takes feeds again")
            self._failing = False

    def _say(self, error: DatabaseError) -> None:
        if not self._failing:
            log.error("the database failed", error=str(error))
        self._failing = True
