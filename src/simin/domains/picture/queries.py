"""Read the picture: now, at a number, frame by frame.

``current`` keeps the folded picture in this process and reads only the frames that came since, so
its cost does not grow with history. What is not committed is never kept: inside a transaction the
fold is thrown away unless the frames were committed before it began.
"""

import threading
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import connection
from django.db.models import Count, Max, QuerySet

from simin.domains.picture.errors import ForgottenFrameError, UnknownFrameError
from simin.domains.picture.fold import fold_all, fold_until
from simin.domains.picture.frame import OfficeFrame, PublicFrame, Snapshot, View
from simin.domains.picture.models import Checkpoint, SealedContent, StoredFrame, WithheldCount
from simin.domains.picture.wire import office_frame, public_frame, snapshot
from simin.kit.paging import Page, seal, unseal

_kept: dict[View, Snapshot] = {}
_lock = threading.Lock()


def head() -> int:
    """Number of the newest frame; 0 before the first."""
    newest = StoredFrame.objects.order_by("-number").values_list("number", flat=True).first()
    return newest or 0


def current(view: View) -> Snapshot | None:
    """The picture now; None before the first frame."""
    kept = _kept.get(view)
    newest = head()
    if kept is not None and kept.number == newest:
        return kept
    if kept is None or kept.number > newest or newest - kept.number > 1000:
        found = _at(newest, view) if newest else None
    else:
        found = fold_all(kept, _frames(kept.number, newest, view))
    if found is not None and not connection.in_atomic_block:
        with _lock:
            _kept[view] = found
    return found


def snapshot_before(number: int, view: View) -> Snapshot | None:
    """The picture just before frame ``number``; None if that is the first."""
    return at(number - 1, view) if number > 1 else None


def at(number: int, view: View) -> Snapshot:
    """The picture at frame ``number``. Raises ``UnknownFrameError``, ``ForgottenFrameError``."""
    kept = _kept.get(view)
    if kept is not None and kept.number <= number <= min(kept.number + 1000, head()):
        return fold_all(kept, _frames(kept.number, number, view))
    return _at(number, view)


def _at(number: int, view: View) -> Snapshot:
    base = Checkpoint.objects.filter(number__lte=number).order_by("-number").first()
    if number < 1 or number > head():
        raise UnknownFrameError(f"frame {number} was never published")
    if base is None:
        raise ForgottenFrameError(f"frame {number} is no longer kept")
    start = snapshot(zlib.decompress(bytes(getattr(base, view))))
    return fold_until(start, _frames(start.number, number, view), number)


def _frames(after: int, until: int, view: View) -> Iterable[PublicFrame | OfficeFrame]:
    decode = public_frame if view is View.PUBLIC else office_frame
    rows = StoredFrame.objects.filter(number__gt=after, number__lte=until).order_by("number")
    for encoded in rows.values_list(view.value, flat=True):
        yield decode(bytes(encoded))


def span() -> tuple[int, datetime, int, datetime] | None:
    """Number and real time of the oldest and the newest frame that is kept."""
    rows = StoredFrame.objects.values_list("number", "at")
    oldest, newest = rows.order_by("number").first(), rows.order_by("-number").first()
    return (*oldest, *newest) if oldest and newest else None


def hashes(*, after: int, limit: int) -> list[tuple[int, str]]:
    """Number and hash of at most ``limit`` kept frames after one, in order."""
    rows = StoredFrame.objects.filter(number__gt=after).order_by("number")
    return list(rows.values_list("number", "hash")[:limit])


def moments(limit: int = 300) -> list[tuple[int, datetime]]:
    """Number and city time of at most ``limit`` kept pictures, oldest first: evenly spread frames,
    and, in half of the places at most, pictures from before the oldest of them.
    """
    oldest = StoredFrame.objects.order_by("number").values_list("number", flat=True).first()
    if oldest is None:
        return []
    older = Checkpoint.objects.filter(number__lt=oldest).order_by("number")
    past = _spread(list(older.values_list("number", "city_time")), limit // 2)
    newest, left = head(), limit - len(past)
    step = -(-(newest - oldest + 1) // left)
    rows = StoredFrame.objects.filter(number__in=range(newest, oldest - 1, -step))
    return past + list(rows.order_by("number").values_list("number", "city_time"))


def _spread[Each](found: list[Each], most: int) -> list[Each]:
    """At most ``most`` of them, evenly, the first among them."""
    return found[:: -(-len(found) // most)] if found else []


def moment_at(at: datetime) -> int | None:
    """Number of the picture that was shown at the city time ``at``, as far as it is kept; None:
    nothing so old is.
    """
    known = [
        rows.objects.filter(city_time__lte=at).order_by("-number").values_list("number", flat=True)
        for rows in (StoredFrame, Checkpoint)
    ]
    return max((number for found in known if (number := found.first()) is not None), default=None)


def newest_commitment(card: str, field: str = "") -> str:
    """The last that the public picture promised of it; empty where it never did."""
    made = SealedContent.objects.filter(card=card, field=field).order_by("-id")
    return made.values_list("commitment", flat=True).first() or ""


@dataclass(frozen=True)
class WithheldDay:
    """How much was withheld on a day of the city."""

    day: date
    #: At its end, and the most at a time.
    count: int
    most: int


def withheld_days(count: int, today: date) -> list[WithheldDay]:
    """The last ``count`` days since counting began; a day without a change is as the one before."""
    first = today - timedelta(days=count - 1)
    rows = WithheldCount.objects.filter(day__lte=today).order_by("day")
    before = rows.filter(day__lt=first).last()
    told = {row.day: row for row in rows.filter(day__gte=first)}
    standing = before.count if before else None
    days = []
    for day in (first + timedelta(days=ahead) for ahead in range(count)):
        row = told.get(day)
        if row is not None:
            days.append(WithheldDay(day, row.count, max(row.most, standing or 0)))
            standing = row.count
        elif standing is not None:
            days.append(WithheldDay(day, standing, standing))
    return days


@dataclass(frozen=True)
class Opened:
    """A promise that was opened: salt and content make its commitment."""

    frame: int
    city_time: datetime
    field: str
    salt: str
    commitment: str
    content: bytes


@dataclass(frozen=True)
class OpenedCard:
    card: str
    count: int
    #: City time of the newest opening.
    at: datetime


def opened_cards(limit: int = 100) -> list[OpenedCard]:
    """The newest first."""
    found = SealedContent.objects.filter(opened_at__isnull=False).values("card")
    counted = found.annotate(count=Count("id"), at=Max("opened_at")).order_by("-at", "card")
    return [OpenedCard(one["card"], one["count"], one["at"]) for one in counted[:limit]]


def opened(card: str, *, cursor: str = "", limit: int = 100) -> Page[Opened]:
    """What was opened of ``card``, the newest first. Raises ``RejectedError`` for a cursor."""
    found = _opened(card)
    if cursor:
        found = found.filter(id__lt=unseal(cursor, int))
    rows = list(found[: limit + 1])
    more = seal(rows[limit - 1].pk) if len(rows) > limit else None
    return Page([_open(row) for row in rows[:limit]], more)


def opened_at(card: str, *, at: datetime | None = None, frame: int | None = None) -> Opened | None:
    """That of ``frame``, or what stood at city time ``at``: the whole card before its fields."""
    found = _opened(card)
    if frame is not None:
        found = found.filter(frame=frame)
    if at is not None:
        found = found.filter(city_time__lte=at)
    newest = found.first()
    if newest is None:
        return None
    whole = found.filter(frame=newest.frame, field="").first()
    return _open(whole or newest)


def _opened(card: str) -> QuerySet[SealedContent]:
    if "\0" in card:  # PostgreSQL refuses that
        return SealedContent.objects.none()
    return SealedContent.objects.filter(card=card, opened_at__isnull=False).order_by("-id")


def _open(row: SealedContent) -> Opened:
    return Opened(
        frame=row.frame,
        city_time=row.city_time,
        field=row.field,
        salt=row.salt,
        commitment=row.commitment,
        content=zlib.decompress(bytes(row.content)),
    )


def forget_kept() -> None:
    """Drop what this process keeps (tests; a restored database)."""
    with _lock:
        _kept.clear()
