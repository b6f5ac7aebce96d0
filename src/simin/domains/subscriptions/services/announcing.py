"""What happened is written down once, and handed to whoever follows it in bounded steps.

The city's own writes never wait for a hundred thousand subscribers.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from simin.domains.subscriptions.models import Announcement, Following, Word

#: Subscribers looked at in one step.
STEP = 500
#: For so long it is tried to tell somebody.
NEWS = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class News:
    """``topics``: whoever follows one of them is told, once."""

    topics: tuple[str, ...]
    what: dict[str, Any]
    #: Of a warning: what it touches, and ``topics.rank`` of the worst that was said of it.
    districts: tuple[str, ...] = ()
    rank: int = 0


@transaction.atomic
def announce(news: News, *, position: int, at: datetime) -> bool:
    """Whether anybody follows it at all."""
    confirmed = Following.objects.filter(topic__in=news.topics, confirmed_at__isnull=False)
    if not confirmed.exists():
        return False
    told = {
        "topics": list(news.topics),
        "what": news.what,
        "districts": list(news.districts),
        "rank": news.rank,
        "at": at,
    }
    Announcement.objects.get_or_create(position=position, defaults=told)
    return True


def hand_round(now: datetime) -> list[Announcement]:
    """Leave word for the next of those who follow; the announcements that were moved on."""
    found = list(Announcement.objects.filter(done=False).order_by("position")[:20])
    for one in found:
        _step(one, now)
    return found


@transaction.atomic
def _step(one: Announcement, now: datetime) -> None:
    """By subscriber, not by following: who follows it in two ways, or anew since, is one."""
    found = _next(one)
    words = [
        Word(
            kind=Word.TELL,
            subscriber_id=subscriber,
            following=row,
            announcement=one,
            next_at=now,
            until=one.at + NEWS,
        )
        for subscriber, rows in found.items()
        if (row := next((row for row in rows if _concerns(one, row)), None))
    ]
    Word.objects.bulk_create(words, ignore_conflicts=True)
    one.reached = max(found, default=one.reached)
    one.done = len(found) < STEP
    one.save(update_fields=["reached", "done"])


def _next(one: Announcement) -> dict[int, list[Following]]:
    """What the next subscribers follow of it, in the order of their ids."""
    confirmed = Following.objects.filter(confirmed_at__isnull=False, subscriber__gt=one.reached)
    found: dict[int, list[Following]] = {}
    for topic in one.topics:
        for row in confirmed.filter(topic=topic).order_by("subscriber_id")[:STEP]:
            found.setdefault(row.subscriber_id, []).append(row)
    return dict(sorted(found.items())[:STEP])


def _concerns(one: Announcement, row: Following) -> bool:
    """A warning whose area could not be read concerns everybody."""
    here = not row.districts or not one.districts or {*row.districts} & {*one.districts}
    return bool(here) and one.rank <= row.rank
