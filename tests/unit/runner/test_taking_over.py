"""What a killed engine left open is taken over before anything runs, however late that can be."""

import asyncio
import random
from collections.abc import Callable
from typing import Any, cast

import pytest
from django.db import DatabaseError

from simin.ingest.runner import scheduler as scheduling
from simin.ingest.runner.calling import Caller
from simin.ingest.runner.job import World
from simin.ingest.runner.keeping import City
from simin.ingest.runner.runner import Runner
from simin.ingest.runner.scheduler import Scheduler
from simin.kit.clock import SystemClock
from tests.factories.feed_bench import GivenSecrets
from tests.factories.observed import ZONE


class LateDatabase:
    """Is down for the first piece of work; knows what it was given."""

    def __init__(self, stopped: asyncio.Event) -> None:
        self.given: list[str] = []
        self._stopped = stopped

    async def do(self, work: Callable[..., Any], *args: object, **named: object) -> Any:
        self.given.append(work.__name__)
        if len(self.given) == 1:
            raise DatabaseError("the database system is starting up")
        if work.__name__ == "in_effect":
            self._stopped.set()
        return []


def test_a_database_that_comes_late_is_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    async def story() -> list[str]:
        stopped = asyncio.Event()
        database = LateDatabase(stopped)
        world = World(
            {},
            cast(Caller, None),
            database,
            City(ZONE, "ko", {}),
            SystemClock(),
            SystemClock(),
            random.random,
        )
        await Scheduler([], Runner(world), world, GivenSecrets(), regular=False).run(stopped)
        return database.given

    monkeypatch.setattr(scheduling, "BEAT", 0.0)
    assert asyncio.run(story())[:3] == ["_take_over", "_take_over", "go_on"]
