"""Notes on every run as it is closed: the hour it fell in, and how its feed stands now.

Called inside the transaction that closes the run, so that hours and runs always agree.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum

from django.db import transaction
from django.db.models import F

from simin.ingest.oversight.models import FeedHour, FeedTally

HOUR = timedelta(hours=1)
#: How long hours are kept.
KEPT = timedelta(days=400)


class Worst(IntEnum):
    """How an hour's worst run went; the letter stands for it in a strip."""

    GOOD = 1
    #: Some records could not be read, the others were kept.
    REJECTED = 2
    #: The source did not answer, or its day's calls were used up.
    UNAVAILABLE = 3
    #: Refused, implausible, or our own fault.
    FAILED = 4

    @property
    def letter(self) -> str:
        return " grxf"[self]


@dataclass(frozen=True, kw_only=True)
class Brought:
    """What a run brought."""

    fetched: int = 0
    stored: int = 0
    repeated: int = 0
    rejected: int = 0

    def __bool__(self) -> bool:
        return bool(self.fetched)


@dataclass(frozen=True)
class Played:
    """How a recording or generator went on."""

    feed: str
    run: str
    #: The hours in which its records became known.
    hours: Mapping[datetime, Brought]


def hour_of(at: datetime) -> datetime:
    """Zones that differ by half an hour share the hours of UTC."""
    return at.replace(minute=0, second=0, microsecond=0)


@transaction.atomic
def note_run(
    feed: str,
    run: str,
    brought: Brought,
    *,
    at: datetime,
    outcome: str,
    regular: bool = True,
) -> None:
    """A run ended. ``regular``: it says how the feed does now (not a back-fill, not a replay)."""
    worst = worst_of(outcome, brought) if regular else Worst.GOOD
    note_hour(feed, hour_of(at), brought, worst)
    _note_tally(feed, run, brought, at=at, outcome=outcome, regular=regular)


def note_played(played: Sequence[Played], *, at: datetime) -> None:
    """Recordings and generators went on; inside the transaction of the one engine that plays.

    A handful of statements, however many there are: a span of a replayed city ends each second.
    """
    _note_hours(
        [(one.feed, hour, brought) for one in played for hour, brought in one.hours.items()]
    )
    tallies = FeedTally.objects.in_bulk([one.feed for one in played])
    rows = [_went_on(tallies.get(one.feed) or FeedTally(feed=one.feed), one, at) for one in played]
    changed = ["last_run", "last_at", "last_outcome", "last_fetched", "last_rejected", "stored"]
    FeedTally.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["feed"], update_fields=changed
    )


def _note_hours(brought: Sequence[tuple[str, datetime, Brought]]) -> None:
    starts, feeds = {hour for _, hour, _ in brought}, {feed for feed, _, _ in brought}
    found = FeedHour.objects.filter(hour__in=starts, feed__in=feeds)
    known = {(row.feed, row.hour): row for row in found}
    rows = [
        _with_run(known.get((feed, hour)) or FeedHour(feed=feed, hour=hour), one)
        for feed, hour, one in brought
    ]
    changed = ["worst", "runs", "fetched", "stored", "rejected"]
    FeedHour.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["feed", "hour"], update_fields=changed
    )


def _with_run(row: FeedHour, brought: Brought) -> FeedHour:
    row.worst = max(row.worst, worst_of("complete", brought))
    row.runs += 1
    row.fetched += brought.fetched
    row.stored += brought.stored
    row.rejected += brought.rejected
    return row


def _went_on(row: FeedTally, played: Played, at: datetime) -> FeedTally:
    brought = played.hours.values()
    row.last_run, row.last_at, row.last_outcome = played.run, at, ""
    row.last_fetched = sum(one.fetched for one in brought)
    row.last_rejected = sum(one.rejected for one in brought)
    row.stored += sum(one.stored for one in brought)
    return row


def worst_of(outcome: str, brought: Brought) -> Worst:
    if outcome in {"unavailable", "quota", "interrupted"}:
        return Worst.UNAVAILABLE
    if outcome in {"refused", "implausible", "broken"}:
        return Worst.FAILED
    return Worst.REJECTED if brought.rejected else Worst.GOOD


def note_hour(feed: str, hour: datetime, brought: Brought, worst: Worst) -> None:
    """Add a run to its hour; inside a transaction."""
    row, new = FeedHour.objects.select_for_update().get_or_create(
        feed=feed,
        hour=hour,
        defaults={
            "worst": worst,
            "runs": 1,
            "fetched": brought.fetched,
            "stored": brought.stored,
            "repeated": brought.repeated,
            "rejected": brought.rejected,
        },
    )
    if new:
        return
    FeedHour.objects.filter(feed=feed, hour=hour).update(
        worst=max(row.worst, worst),
        runs=F("runs") + 1,
        fetched=F("fetched") + brought.fetched,
        stored=F("stored") + brought.stored,
        repeated=F("repeated") + brought.repeated,
        rejected=F("rejected") + brought.rejected,
    )


def _note_tally(
    feed: str, run: str, brought: Brought, *, at: datetime, outcome: str, regular: bool
) -> None:
    last = {
        "last_run": run,
        "last_at": at,
        "last_outcome": outcome,
        "last_fetched": brought.fetched,
        "last_rejected": brought.rejected,
    }
    FeedTally.objects.get_or_create(feed=feed)
    FeedTally.objects.filter(feed=feed).update(
        stored=F("stored") + brought.stored, **(last if regular else {})
    )


def forget(now: datetime) -> int:
    """Forget hours older than ``KEPT``; how many."""
    return FeedHour.objects.filter(hour__lt=now - KEPT).delete()[0]
