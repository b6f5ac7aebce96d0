"""A sensor that hangs goes on sending its last value: present, recent, in range and wrong.

How long a value has stood is kept while writing (``after``), so that looking never walks history.
Some values may stand (a rain gauge at 0): the pack says which, and for how long the others may.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from simin.domains.observations.finding import Found, Severity

FROZEN = "frozen"
#: Fewer equal values than this say nothing, however far apart they are.
FEWEST = 4


@dataclass(frozen=True, slots=True)
class Still:
    """How long the newest result of a datastream has stood."""

    result: float
    #: Phenomenon time of the first and of the last of the equal results.
    since: datetime
    until: datetime
    #: How many they are.
    values: int = 1

    @property
    def span(self) -> timedelta:
        return self.until - self.since


@dataclass(frozen=True, slots=True)
class Patience:
    """What the pack says of an observed property."""

    #: How long a value may stand; None: for ever.
    limit: timedelta | None = None
    #: Values that may stand for ever.
    resting: tuple[float, ...] = ()


def after(before: Still | None, result: float, at: datetime) -> Still:
    """The state once ``result`` of ``at`` has come; what is not newer changes nothing."""
    if before is None or (at > before.until and result != before.result):
        return Still(result, at, at)
    if at <= before.until:
        return before
    return Still(result, before.since, at, before.values + 1)


def frozen(slug: str, family: str, still: Still, patience: Patience) -> Found | None:
    """A finding where the value has stood longer than it may."""
    if patience.limit is None or still.result in patience.resting:
        return None
    if still.values < FEWEST or still.span < patience.limit:
        return None
    return Found(
        detector=FROZEN,
        subject=slug,
        family=family,
        severity=Severity.DOUBTFUL,
        since=still.since,
        evidence={
            "values": still.values,
            "result": still.result,
            "minutes": round(still.span.total_seconds() / 60),
            "limit": round(patience.limit.total_seconds() / 60),
        },
    )
