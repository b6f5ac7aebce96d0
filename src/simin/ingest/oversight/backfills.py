"""Past periods that are fetched part by part; any process may go on where another stopped.

Who works a back-fill holds it for a while and says so again with each part; what a killed process
held is free when that while is over. A part may be fetched twice: records are kept once.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q

from simin.domains.audit import services as audit
from simin.ingest.oversight.declared import PLAYED
from simin.ingest.oversight.errors import NotNowError
from simin.ingest.oversight.models import Backfill
from simin.ingest.oversight.queries import declared
from simin.kit.errors import NotFoundError, RejectedError

WAITING, RUNNING, DONE, FAILED, CANCELLED = "waiting", "running", "done", "failed", "cancelled"
OPEN = (WAITING, RUNNING)
#: How long a worker holds a back-fill without a word.
HELD = timedelta(minutes=10)
#: Parts that may fail in a row.
PATIENCE = 6
#: The longest period of one back-fill.
LONGEST = timedelta(days=3660)


@dataclass(frozen=True, kw_only=True)
class Part:
    """How one part went."""

    until: datetime
    stored: int
    repeated: int
    rejected: int
    good: bool
    #: Worth another try: the source did not answer, or its calls are used up.
    passing: bool = False
    problem: str = ""
    #: Real time before which it is not tried again.
    resume_at: datetime | None = None


@transaction.atomic
def start(
    feed: str, begin: datetime, end: datetime, *, account: str, address: str = "", now: datetime
) -> Backfill:
    """Ask for a past period. Raises ``UnknownFeedError``, ``NotNowError``, ``RejectedError``."""
    row = declared(feed)
    if row.kind in PLAYED:
        raise NotNowError("played")
    if row.way != "asked":
        raise NotNowError("pushed")
    if not row.runs:
        raise NotNowError("replayed")
    _check_period(begin, end, now)
    if Backfill.objects.filter(feed=feed, state__in=OPEN).exists():
        raise NotNowError("busy")
    return _left(feed, begin, end, account=account, address=address, now=now)


def _left(
    feed: str, begin: datetime, end: datetime, *, account: str, address: str, now: datetime
) -> Backfill:
    left = Backfill.objects.create(
        feed=feed, asked_by=account, asked_at=now, start=begin, end=end, done_until=begin
    )
    audit.record(
        account=account,
        action="source-backfill-ordered",
        subject=f"source/{feed}",
        details={"backfill": left.id, "from": begin.isoformat(), "until": end.isoformat()},
        address=address,
    )
    return left


def _check_period(begin: datetime, end: datetime, now: datetime) -> None:
    if begin >= end:
        raise RejectedError("until", "must lie after the beginning")
    if end > now:
        raise RejectedError("until", "lies in the future")
    if end - begin > LONGEST:
        raise RejectedError("from", "is more than ten years before the end")


@transaction.atomic
def cancel(feed: str, number: int, *, account: str, address: str = "", now: datetime) -> None:
    """What was fetched stays. Raises ``NotFoundError``; ``NotNowError`` where it has ended."""
    rows = Backfill.objects.filter(feed=feed, id=number)
    if not rows.exists():
        raise NotFoundError(str(number))
    if not rows.filter(state__in=OPEN).update(state=CANCELLED, ended_at=now):
        raise NotNowError("over")
    audit.record(
        account=account,
        action="source-backfill-cancelled",
        subject=f"source/{feed}",
        details={"backfill": number},
        address=address,
    )


# --- The worker's side ---


def hold(feeds: Collection[str], worker: str, *, now: datetime) -> Backfill | None:
    """The oldest back-fill of ``feeds`` that nobody holds, held by ``worker`` now."""
    free = _free(worker, now)
    due = Q(resume_at=None) | Q(resume_at__lte=now)
    rows = Backfill.objects.filter(free & due, feed__in=list(feeds)).order_by("id")
    return next((row for row in rows[:20] if _held(row, free, worker, now)), None)


def hold_this(number: int, worker: str, *, now: datetime) -> bool:
    """Whether ``worker`` holds that back-fill now; false once it is over or another's."""
    free = _free(worker, now)
    row = Backfill.objects.filter(id=number).first()
    return row is not None and _held(row, free, worker, now)


def _free(worker: str, now: datetime) -> Q:
    mine, forsaken = Q(worker=worker), Q(worker_until__lt=now)
    return Q(state=WAITING) | Q(state=RUNNING) & (mine | forsaken)


def _held(row: Backfill, free: Q, worker: str, now: datetime) -> bool:
    mine = Backfill.objects.filter(free, id=row.id)
    return bool(mine.update(state=RUNNING, worker=worker, worker_until=now + HELD))


@transaction.atomic
def note(number: int, part: Part, *, now: datetime) -> Backfill:
    """A part went so; the back-fill as it stands after it. One that was cancelled stays so."""
    row = Backfill.objects.select_for_update().get(id=number)
    counted = {
        "runs": F("runs") + 1,
        "stored": F("stored") + part.stored,
        "repeated": F("repeated") + part.repeated,
        "rejected": F("rejected") + part.rejected,
    }
    Backfill.objects.filter(id=number).update(**counted)
    row.refresh_from_db()
    if part.good:
        row.done_until, row.failures, row.problem = part.until, 0, ""
    else:
        row.failures, row.problem, row.resume_at = row.failures + 1, part.problem, part.resume_at
    if row.state == RUNNING:
        row.state = _state_after(row, part)
        row.ended_at = now if row.state not in OPEN else None
    row.save()
    return row


def _state_after(row: Backfill, part: Part) -> str:
    if part.good:
        return DONE if row.done_until >= row.end else RUNNING
    return WAITING if part.passing and row.failures < PATIENCE else FAILED


def share(row: Backfill) -> int:
    """Per cent of the period that is done."""
    return int(100 * (row.done_until - row.start) / (row.end - row.start))
