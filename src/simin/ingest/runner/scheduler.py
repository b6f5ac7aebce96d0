"""Starts the runs that are due, each feed in a task of its own, until it is told to stop.

The database says what is due, so that a run by hand, a changed pack and another process are seen at
the next beat. A feed never runs twice at the same time here.
"""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial

import structlog
from django.db import Error as DatabaseError

from simin.ingest.feeds import Feed
from simin.ingest.oversight import mappings, orders
from simin.ingest.runner import book, desk
from simin.ingest.runner.job import World
from simin.ingest.runner.ports import SecretStore
from simin.ingest.runner.room import Room
from simin.ingest.runner.runner import Runner

log = structlog.get_logger()

#: Real seconds between two looks at what is due.
BEAT = 1.0
#: Runs at the same time; the others wait for a later beat.
AT_ONCE = 24
#: How long a feed is left alone whose run could not even be written down.
RESPITE = timedelta(minutes=1)


class Scheduler:
    """The feeds of one city, each at its own pace, and what the desk orders of them.

    ``regular``: false in a replayed city, whose feeds can only be tried out. ``pushed``: feeds
    that nobody asks; what was kept of them can be replayed.
    """

    def __init__(
        self,
        feeds: Sequence[Feed],
        runner: Runner,
        world: World,
        secrets: SecretStore,
        *,
        admits: Callable[[Feed], bool] = lambda _: True,
        regular: bool = True,
        pushed: Sequence[Feed] = (),
    ) -> None:
        self._feeds = list(feeds)
        self._pushed = list(pushed)
        self._runner = runner
        self._world = world
        self._secrets = secrets
        self._admits = admits
        self._regular = regular
        self._running: dict[str, asyncio.Task[None]] = {}
        self._failing = False
        self._resting: dict[str, datetime] = {}
        self._lacking: set[str] = set()
        self._room = Room(world)

    async def run(self, stopped: asyncio.Event) -> None:
        """Until ``stopped``; then runs under way are interrupted and closed."""
        alone = False
        try:
            while not stopped.is_set():
                alone = alone or await self._try(
                    self._world.database.do(_take_over, self._world.clock.now())
                )
                if alone:
                    await self._try(self.beat())
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(stopped.wait(), BEAT)
        finally:
            await self._interrupt()

    async def _interrupt(self) -> None:
        for task in self._running.values():
            task.cancel()
        await asyncio.gather(*self._running.values(), return_exceptions=True)

    async def beat(self) -> None:
        """Start what was ordered, what is due, and parts of back-fills; nothing without room."""
        if not await self._room.enough():
            return
        do, now = self._world.database.do, self._world.real.now()
        feeds = {feed.id: feed for feed in await do(mappings.in_effect, self._able())}
        pushed = {feed.id: feed for feed in await do(mappings.in_effect, self._pushed)}
        await self._start_orders(feeds | pushed)
        if not self._regular:
            return
        enabled = [feed for feed in feeds.values() if feed.enabled]
        paused = await do(mappings.paused, enabled)
        wanted = [feed for feed in enabled if feed.id not in paused]
        for name in await do(book.due, wanted, now=now, chance=self._world.chance):
            if self._resting.get(name, now) <= now:
                self._start(name, self._runner.run, feeds[name])
        await self._start_parts({feed.id: feed for feed in enabled})

    async def _start_orders(self, feeds: Mapping[str, Feed]) -> None:
        while len(self._running) < AT_ONCE and (free := self._free(feeds)):
            order = await self._world.database.do(desk.wanted_order, free)
            if order is None:
                return
            feed = feeds[order.feed]
            self._start(feed.id, desk.do_order, order, feed, self._runner, self._world)

    async def _start_parts(self, feeds: Mapping[str, Feed]) -> None:
        while len(self._running) < AT_ONCE and (free := self._free(feeds)):
            row = await self._world.database.do(desk.wanted_part, free, self._world)
            if row is None:
                return
            feed = feeds[row.feed]
            self._start(feed.id, desk.do_part, row, feed, self._runner, self._world)

    def _free(self, feeds: Mapping[str, Feed]) -> list[str]:
        return [name for name in feeds if name not in self._running]

    def _start[**P](
        self, name: str, work: Callable[P, Awaitable[object]], *args: P.args, **kwargs: P.kwargs
    ) -> None:
        if len(self._running) < AT_ONCE and name not in self._running:
            done = self._run(name, partial(work, *args, **kwargs))
            self._running[name] = asyncio.create_task(done, name=f"feed {name}")

    async def settled(self) -> None:
        """When the runs that are under way have ended."""
        await asyncio.gather(*self._running.values())

    def _able(self) -> list[Feed]:
        """The feeds whose secrets are there; what is lacking is said once, for all together."""
        able: list[Feed] = []
        lacking: set[str] = set()
        names: set[str] = set()
        for feed in self._feeds:
            missing = self._secrets.missing(feed.secrets)
            if not missing:
                if self._admits(feed):
                    able.append(feed)
            elif feed.enabled:
                lacking.add(feed.id)
                names.update(missing)
        if lacking - self._lacking:
            told = {"feeds": ", ".join(sorted(lacking)), "missing": ", ".join(sorted(names))}
            log.warning("feeds wait for secrets", **told)
        self._lacking = lacking
        return able

    async def _run(self, name: str, work: Callable[[], Awaitable[object]]) -> None:
        try:
            await work()
        except DatabaseError as error:
            self._resting[name] = self._world.real.now() + RESPITE
            self._say(error)
        except Exception:
            self._resting[name] = self._world.real.now() + RESPITE
            log.exception("run could not be closed", feed=name)
        finally:
            del self._running[name]

    async def _try(self, work: Awaitable[object]) -> bool:
        """Whether it was done. The database's failure is said once, and once when it is back."""
        try:
            await work
        except DatabaseError as error:
            self._say(error)
            return False
        if self._failing and not self._running:
            log.info("the database takes feeds again")
            self._failing = False
        return True

    def _say(self, error: DatabaseError) -> None:
        if not self._failing:
            log.error("the database failed", error=str(error))
        self._failing = True


def _take_over(city_time: datetime) -> None:
    """What a killed engine left open."""
    book.mark_interrupted(city_time=city_time)
    orders.release()
