"""Read the picture: now, at a number, frame by frame.

``current`` keeps the folded picture in this process and reads only the frames that came since, so
its cost does not grow with history. What is not committed is never kept: inside a transaction the
fold is thrown away unless the frames were committed before it began.
"""

import threading
import zlib
from collections.abc import Iterable
from datetime import datetime

from django.db import connection

from simin.domains.picture.errors import ForgottenFrameError, UnknownFrameError
from simin.domains.picture.fold import fold_all
from simin.domains.picture.frame import OfficeFrame, PublicFrame, Snapshot, View
from simin.domains.picture.models import Checkpoint, SealedContent, StoredFrame
from simin.domains.picture.wire import office_frame, public_frame, snapshot

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
    return fold_all(start, _frames(start.number, number, view))


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
    """Number and city time of at most ``limit`` kept frames, evenly spread, oldest first."""
    newest, oldest = head(), StoredFrame.objects.order_by("number").values_list("number").first()
    if oldest is None:
        return []
    step = -(-(newest - oldest[0] + 1) // limit)
    numbers = range(newest, oldest[0] - 1, -step)
    rows = StoredFrame.objects.filter(number__in=numbers).order_by("number")
    return list(rows.values_list("number", "city_time"))


def newest_commitment(card: str, field: str = "") -> str:
    """The last that the public picture promised of it; empty where it never did."""
    made = SealedContent.objects.filter(card=card, field=field).order_by("-id")
    return made.values_list("commitment", flat=True).first() or ""


def forget_kept() -> None:
    """Drop what this process keeps (tests; a restored database)."""
    with _lock:
        _kept.clear()
