"""Keeps a listener for each subscribed feed that may run; a changed or paused one ends at once.

The database says which mapping counts and what a person has paused, so both are seen at the next
look. A listener that fails by a fault of ours is logged and begins again; the others go on.
"""

import asyncio
import contextlib
from collections.abc import Sequence
from dataclasses import dataclass, field

import structlog
from django.db import Error as DatabaseError

from simin.ingest.brokers.listener import Listener
from simin.ingest.feeds import Feed, SubscribedKind
from simin.ingest.oversight import mappings
from simin.ingest.runner.job import World
from simin.ingest.runner.ports import SecretStore
from simin.kit.http.network import GuardedNetwork

log = structlog.get_logger()

#: Real seconds between two looks at what should be listened to.
LOOK = 5.0


@dataclass
class Listeners:
    """Those of one city."""

    feeds: Sequence[Feed]
    world: World
    network: GuardedNetwork
    secrets: SecretStore
    installation: str
    _tasks: dict[str, tuple[Feed, asyncio.Task[None]]] = field(default_factory=dict)

    async def run(self, stopped: asyncio.Event) -> None:
        """Until ``stopped``; what is in hand then is not acknowledged, and comes again."""
        try:
            while not stopped.is_set():
                # Listeners themselves tell of a database that fails.
                with contextlib.suppress(DatabaseError):
                    await self.look()
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(stopped.wait(), LOOK)
        finally:
            await self._end(list(self._tasks))

    async def look(self) -> None:
        """Begin and end listeners as it should be now."""
        wanted = {feed.id: feed for feed in await self._wanted()}
        changed = [name for name, (feed, _) in self._tasks.items() if wanted.get(name) != feed]
        await self._end(changed)
        for name, (_, task) in list(self._tasks.items()):
            if task.done():
                error = None if task.cancelled() else task.exception()
                log.error("a listener failed", feed=name, exc_info=error)
                del self._tasks[name]
        for name in wanted.keys() - self._tasks.keys():
            self._begin(wanted[name])

    async def _wanted(self) -> list[Feed]:
        do = self.world.database.do
        able = [
            feed for feed in self.feeds if feed.enabled and not self.secrets.missing(feed.secrets)
        ]
        paused = await do(mappings.paused, able)
        return [feed for feed in await do(mappings.in_effect, able) if feed.id not in paused]

    def _begin(self, feed: Feed) -> None:
        kind = self.world.kinds[feed.kind]
        assert isinstance(kind, SubscribedKind)
        listener = Listener(feed, kind, self.world, self.network, self.installation)
        task = asyncio.create_task(listener.run(), name=f"listener {feed.id}")
        self._tasks[feed.id] = (feed, task)

    async def _end(self, names: Sequence[str]) -> None:
        tasks = [self._tasks.pop(name)[1] for name in names]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
