"""The four questions, asked in turn by each of eight clients; the same of both sides.

Each asks another thing, window and bound every time, as a screen that people use does.
"""

import random
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from benchmarks.closed_loop import Requests, request

KINDS = ("latest of all", "newest 100 of one", "hourly mean of 30 days", "exact filtered count")
DAYS = timedelta(days=30)


@dataclass(frozen=True)
class Asked:
    """What one request asks; only what its kind needs is looked at."""

    kind: str
    place: int
    since: datetime
    at_most: int

    @property
    def until(self) -> datetime:
        return self.since + DAYS


@dataclass
class Took:
    """Seconds from sending to the whole answer, by kind."""

    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))

    def percentile(self, kind: str, share: float) -> float:
        """Milliseconds."""
        ordered = sorted(self.seconds[kind])
        return ordered[min(int(len(ordered) * share), len(ordered) - 1)] * 1000


def requests(
    address: Callable[[Asked], str], places: int, first: datetime, last: datetime, took: Took
) -> Requests:
    """``address`` makes the path; windows lie between ``first`` and ``last``."""

    def made(connection: int) -> Iterator[bytes]:
        dice = random.Random(connection)
        turn = connection
        while True:
            kind = KINDS[turn % len(KINDS)]
            turn += 1
            day = dice.randrange(max((last - first - DAYS).days, 0) + 1)
            since = datetime(first.year, first.month, first.day, tzinfo=UTC) + timedelta(days=day)
            asked = Asked(kind, dice.randrange(places), since, dice.randrange(200))
            sending = request("GET", address(asked))
            began = time.perf_counter()
            yield sending  # goes on when the whole answer is there
            took.seconds[kind].append(time.perf_counter() - began)

    return made
