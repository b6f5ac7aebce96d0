"""A run under way, and what runs stand in."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from simin.ingest.feeds import Feed, SourceKind, Window
from simin.ingest.runner.book import Begun
from simin.ingest.runner.calling import Called, Caller
from simin.ingest.runner.keeping import City
from simin.ingest.runner.outcome import Outcome, Report
from simin.ingest.runner.ports import Boundless, Database, Room
from simin.ingest.runner.storing import Page
from simin.ingest.runner.timing import Chance
from simin.ingest.storable import storable
from simin.kit.clock import Clock

#: How far back a feed asks that has no budget, in seconds.
_REACH = 86400


@dataclass(frozen=True)
class World:
    """What the runner stands in."""

    kinds: Mapping[str, SourceKind]
    caller: Caller
    database: Database
    city: City
    #: City time, for what is kept.
    clock: Clock
    #: Real time, for schedules.
    real: Clock
    chance: Chance
    #: Of the data folder; runs begin only while it has room.
    disk: Room = field(default_factory=Boundless)


@dataclass
class Job:
    """One run of one feed."""

    feed: Feed
    begun: Begun
    window: Window
    report: Report
    #: A person says that what is missing is gone.
    confirmed: bool = False
    #: Asked already, so that a source whose next page is this page does not hold us.
    asked: set[tuple[str, bytes | None]] = field(default_factory=set)
    #: Answers that had not changed.
    unchanged: int = 0
    #: Pages of a whole feed, kept together at the end.
    pages: list[Page] = field(default_factory=list)
    #: Of these.
    bytes: int = 0
    #: An answer that is not kept yet.
    unkept: Called | None = None

    @property
    def dry(self) -> bool:
        return self.report.run is None

    def fail(self, outcome: Outcome, reason: str) -> None:
        self.report.outcome, self.report.problem = outcome, storable(reason)


def regular_window(feed: Feed, last_success: datetime | None, now: datetime) -> Window:
    """Since the last good run and a budget's length before it: sources publish late."""
    reach = timedelta(seconds=feed.budget or _REACH)
    return Window(start=min(last_success or now, now) - reach, end=now)


def windows(start: datetime, end: datetime, step: int | None) -> Iterator[Window]:
    """A past period in parts of at most ``step`` seconds, oldest first."""
    length = timedelta(seconds=step) if step else end - start
    while start < end:
        until = min(start + length, end)
        yield Window(start=start, end=until, backfill=True)
        start = until


def account_of(feed: Feed) -> str:
    """Whose calls are counted: a key's, whichever feeds use it, or the feed's own."""
    return f"secret:{feed.secrets[0]}" if feed.secrets else f"feed:{feed.id}"
