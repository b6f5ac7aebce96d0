"""How old a value is, against what its source promises. Pure."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from simin.domains.picture.card import Freshness

_WORSE = (Freshness.LIVE, Freshness.LATE, Freshness.STALE, Freshness.SOURCE_DOWN)


def freshness(age: float, budget: float, *, down: bool) -> Freshness:
    """Live up to the budget (seconds), late up to twice of it, stale beyond."""
    if down:
        return Freshness.SOURCE_DOWN
    if age <= budget:
        return Freshness.LIVE
    return Freshness.LATE if age <= 2 * budget else Freshness.STALE


def worst(marks: Iterable[Freshness]) -> Freshness:
    """The worst of ``marks``; stale where there is none, since nothing has arrived."""
    return max(marks, key=_WORSE.index, default=Freshness.STALE)


def oldest_that_counts(newest: datetime, budget: float) -> datetime:
    """Parts of before it are too far behind the ``newest`` one to be added up with it."""
    return newest - timedelta(seconds=2 * budget)
