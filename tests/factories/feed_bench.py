"""Runs feeds against a city's systems played on loopback, with clock and die in the test's hand.

The loop runs in a thread of its own, and what it wants of the database is done in the test's
thread, in the test's transaction: the same on SQLite and PostgreSQL.
"""

import asyncio
import queue
import threading
from collections.abc import Awaitable, Callable, Iterable, Sequence
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import msgspec

from simin.domains.picture.card import Origin
from simin.ingest.feeds import (
    Feed,
    Mapping,
    Parsed,
    Payload,
    Problem,
    Record,
    Rejected,
    Request,
    Schedule,
    SourceImplausibleError,
    SourceKind,
    SourceUnavailableError,
    Window,
)
from simin.ingest.runner.calling import Caller
from simin.ingest.runner.hosts import Hosts
from simin.ingest.runner.job import World
from simin.ingest.runner.keeping import City
from simin.ingest.runner.outcome import Report
from simin.ingest.runner.ports import Boundless, Room
from simin.ingest.runner.runner import Runner
from simin.ingest.runner.scheduler import Scheduler
from simin.kit.clock import FixedClock
from simin.kit.http import Client, Secrets
from tests.factories.city_server import CityServer
from tests.factories.observed import NOON, ZONE

#: A value as it is sent, to what a mended mapping takes it for.
type Mapped = dict[str, float]


class RowsKind:
    """A small kind: ``{"rows": [{"id", "v", "at"}], "next", "total", "cursor"}``."""

    name = "rows"

    def __init__(self, reads: Mapped | None = None) -> None:
        self._reads = reads or {}

    def check(self, feed: Feed) -> list[Problem]:
        return []

    def requests(self, feed: Feed, cursor: str | None, window: Window) -> Iterable[Request]:
        if window.backfill:
            return [Request(url=f"{feed.address}?from={window.start:%Y-%m-%d}")]
        return [Request(url=f"{feed.address}?after={cursor}" if cursor else feed.address)]

    def parse(self, feed: Feed, payload: Payload) -> Parsed:
        try:
            told = msgspec.json.decode(payload.body)
        except msgspec.DecodeError as error:
            raise SourceImplausibleError("the answer is not JSON") from error
        if "busy" in told:
            raise SourceUnavailableError("the source says it is busy")
        records, rejected = [], []
        for number, row in enumerate(told["rows"], start=1):
            try:
                mended = {**row, "v": self._reads.get(row["v"], row["v"])}
                records.append(_record(feed, mended, f"row {number}"))
            except (KeyError, TypeError, ValueError) as error:
                raw = msgspec.json.encode(row)
                rejected.append(Rejected(where=f"row {number}", reason=f"v: {error}", raw=raw))
        more = [Request(url=told["next"], name=told["next"])] if told.get("next") else []
        return Parsed(
            records=tuple(records),
            rejected=tuple(rejected),
            more=tuple(more),
            cursor=told.get("cursor"),
            total=told.get("total"),
            columns=tuple(told["rows"][0]) if told["rows"] else (),
        )


def _record(feed: Feed, row: dict[str, Any], where: str) -> Record:
    if feed.mapping.into == "observation":
        at = datetime.fromisoformat(row["at"])
        values = {"datastream": row["id"], "result": float(row["v"])}
        key = f"{row['id']}/{row['at']}"
        return Record(key=key, kind="observation", values=values, at=at, where=where)
    return Record(key=str(row["id"]), kind=feed.mapping.into, values={"v": row["v"]}, where=where)


class MainThreadDatabase:
    """The runner's ``Database``, done by the thread that drives it."""

    def __init__(self) -> None:
        self._wanted: queue.Queue[tuple[Future[Any], Callable[[], Any]]] = queue.Queue()

    async def do[**P, T](self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        future: Future[T] = Future()
        self._wanted.put((future, partial(work, *args, **kwargs)))
        return await asyncio.wrap_future(future)

    def drive[T](self, start: Callable[[], Awaitable[T]]) -> T:
        """Run ``start`` in a loop of its own, and do here what it wants of the database."""
        ended: Future[T] = Future()
        thread = threading.Thread(target=_run, args=[start, ended])
        thread.start()
        while thread.is_alive() or not self._wanted.empty():
            with suppress(queue.Empty):
                future, work = self._wanted.get(timeout=0.02)
                try:
                    future.set_result(work())
                except Exception as error:
                    future.set_exception(error)
        return ended.result()


def _run[T](start: Callable[[], Awaitable[T]], ended: Future[T]) -> None:
    async def whole() -> T:
        return await start()

    try:
        ended.set_result(asyncio.run(whole()))
    except BaseException as error:
        ended.set_exception(error)


@dataclass
class GivenSecrets:
    """The runner's ``SecretStore``."""

    values: dict[str, str] = field(default_factory=dict)

    def secrets(self, names: Sequence[str]) -> Secrets:
        return Secrets({name: self.values.get(name, "") for name in names})

    def missing(self, names: Sequence[str]) -> tuple[str, ...]:
        return tuple(name for name in names if not self.values.get(name))


@dataclass
class Bench:
    """One city's runner; ``clock`` is both city time and real time."""

    city: CityServer
    clock: FixedClock = field(default_factory=lambda: FixedClock(NOON + timedelta(hours=2)))
    secrets: GivenSecrets = field(default_factory=GivenSecrets)
    patience: float = 60.0
    disk: Room = field(default_factory=Boundless)
    #: Beside the small one.
    kinds: dict[str, SourceKind] = field(default_factory=dict)
    #: Of the sources whose notices are kept.
    origins: dict[str, Origin] = field(default_factory=lambda: {"network": Origin.MEASURED})

    def feed(self, path: str = "/air", **changed: Any) -> Feed:
        told: dict[str, Any] = {
            "id": "air",
            "kind": "rows",
            "source": "network",
            "address": f"{self.city.url}{path}",
            "schedule": Schedule(every=60, pause=0.0),
            "licence": "CC0-1.0",
            "owner": "climate",
        }
        return Feed(**{**told, **changed})

    def table(self, path: str = "/rows", **changed: Any) -> Feed:
        """A feed of rows that brings everything there is."""
        changed = {"id": "rows", "mapping": Mapping(into="row"), "whole": True, **changed}
        return self.feed(path, **changed)

    def run(self, feed: Feed, **how: Any) -> Report:
        return self.with_runner(lambda runner: runner.run(feed, **how))

    def try_out(self, feed: Feed) -> Report:
        return self.with_runner(lambda runner: runner.try_out(feed))

    def replay(self, feed: Feed, *, reads: Mapped) -> Report:
        """Kept answers read again by a kind that takes values as ``reads`` says."""
        return self._in_world(lambda world: Runner(world).replay(feed), RowsKind(reads))

    def fill(self, feed: Feed, start: datetime, end: datetime) -> list[Report]:
        return self.with_runner(lambda runner: runner.fill(feed, start, end))

    def beat(self, *feeds: Feed) -> None:
        """One beat of a new scheduler, and the runs that it starts."""
        self.beats(1, *feeds)

    def beats(self, number: int, *feeds: Feed, regular: bool = True) -> None:
        """Beats of one scheduler at the same moment."""

        async def beat(world: World) -> None:
            scheduler = Scheduler(feeds, Runner(world), world, self.secrets, regular=regular)
            for _ in range(number):
                await scheduler.beat()
                await scheduler.settled()

        self._in_world(beat)

    def with_runner[T](self, do: Callable[[Runner], Awaitable[T]]) -> T:
        return self._in_world(lambda world: do(Runner(world)))

    def _in_world[T](self, do: Callable[[World], Awaitable[T]], kind: RowsKind | None = None) -> T:
        database = MainThreadDatabase()

        async def inside() -> T:
            client = Client(private_hosts=[f"127.0.0.1:{self.city.port}"])
            caller = Caller(client, Hosts(lambda: 0.0), self.secrets, self.clock, self.patience)
            city = City(ZONE, "ko", self.origins)
            try:
                return await do(
                    World(
                        {**self.kinds, "rows": kind or RowsKind()},
                        caller,
                        database,
                        city,
                        self.clock,
                        self.clock,
                        half,
                        self.disk,
                    )
                )
            finally:
                await client.aclose()

        return database.drive(inside)


def half() -> float:
    return 0.5


def rows(*told: dict[str, Any], **more: Any) -> bytes:
    return msgspec.json.encode({"rows": told, **more})


def reading(district: str, v: Any, at: datetime = NOON) -> dict[str, Any]:
    return {"id": f"air/pm25/{district}", "v": v, "at": at.astimezone(UTC).isoformat()}
