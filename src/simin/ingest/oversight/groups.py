"""Quarantined records grouped by reason, counted as they come and go.

Two reasons are of one group when they differ only in the values that they quote.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from django.db.models import Count, F

from simin.ingest.models import Quarantined
from simin.ingest.oversight.models import FeedTally, QuarantineGroup

_QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"|“[^”]*”|(?<![\w])\d[\d.,:+-]*")


def shape(reason: str) -> str:
    """``v: could not convert string to float: …``."""
    return _QUOTED.sub("…", reason)[:300]


def key_of(reason: str) -> str:
    return hashlib.sha256(shape(reason).encode()).hexdigest()[:16]


def add(feed: str, reasons: Iterable[str], *, at: datetime) -> None:
    """Records of these reasons wait now; inside their transaction."""
    counted = Counter(shape(reason) for reason in reasons)
    for reason, number in counted.items():
        group, _ = QuarantineGroup.objects.get_or_create(
            feed=feed, key=key_of(reason), defaults={"reason": reason, "last_at": at}
        )
        QuarantineGroup.objects.filter(id=group.id).update(
            waiting=F("waiting") + number, last_at=at
        )
    _tally(feed, counted.total())


def take(feed: str, keys: Iterable[str]) -> None:
    """Records of these groups wait no more."""
    counted = Counter(keys)
    for key, number in counted.items():
        rows = QuarantineGroup.objects.filter(feed=feed, key=key, waiting__gte=number)
        rows.update(waiting=F("waiting") - number)
    _tally(feed, -counted.total())


def recount(feeds: Iterable[str]) -> None:
    """Count anew what waits; a chore's work after old records were forgotten."""
    for feed in feeds:
        waiting = Quarantined.objects.filter(feed=feed, resolved_at=None).order_by()
        counted = dict(waiting.values_list("group").annotate(number=Count("id")))
        for group in QuarantineGroup.objects.filter(feed=feed):
            number = counted.get(group.key, 0)
            QuarantineGroup.objects.filter(id=group.id).update(waiting=number)
        FeedTally.objects.filter(feed=feed).update(quarantined=sum(counted.values()))


def _tally(feed: str, change: int) -> None:
    if not change:
        return
    FeedTally.objects.get_or_create(feed=feed)
    rows = FeedTally.objects.filter(feed=feed)
    rows = rows if change > 0 else rows.filter(quarantined__gte=-change)
    rows.update(quarantined=F("quarantined") + change)
