"""Subscriptions end: as asked, where nobody is reached, or a year after the last renewal.

With the last thing that is followed the address is deleted in the same transaction.
"""

from datetime import datetime, timedelta

from django.db import transaction

from simin.domains.subscriptions.events import FollowingEnded
from simin.domains.subscriptions.models import Announcement, Following, Subscriber, Word
from simin.domains.subscriptions.services.asking import KEPT, UNCONFIRMED
from simin.kit.outbox.services import append

#: Before the end of the year somebody is reminded of it.
REMINDED = timedelta(days=30)
#: What was told to everybody is forgotten.
TOLD = timedelta(days=2)
ASKED, UNREACHABLE, EXPIRED = "asked", "unreachable", "expired"


@transaction.atomic
def end(following: Following, *, at: datetime, why: str = ASKED) -> None:
    """One thing; an address that follows nothing more is deleted, whatever it still asked for."""
    subscriber = following.subscriber
    if not Following.objects.filter(pk=following.pk).delete()[0]:
        return
    if following.confirmed_at is not None:
        channel = subscriber.channel
        append(FollowingEnded(topic=following.topic, channel=channel, why=why, at=at), at=at)
    if not subscriber.followings.filter(confirmed_at__isnull=False).exists():
        subscriber.delete()


@transaction.atomic
def end_all(subscriber: Subscriber, *, at: datetime, why: str = ASKED) -> None:
    for one in subscriber.followings.filter(confirmed_at__isnull=False):
        append(FollowingEnded(topic=one.topic, channel=subscriber.channel, why=why, at=at), at=at)
    subscriber.delete()


@transaction.atomic
def renew(subscriber: Subscriber, *, at: datetime) -> None:
    """For another year."""
    Subscriber.objects.filter(pk=subscriber.pk).update(renew_by=at + KEPT, reminded_at=None)


def look_after(now: datetime) -> int:
    """Forget what was not confirmed or not renewed, and remind; how many."""
    return _forget_unconfirmed(now) + _end_old(now) + _remind(now)


@transaction.atomic
def _forget_unconfirmed(now: datetime) -> int:
    old = now - UNCONFIRMED
    gone, _ = Following.objects.filter(confirmed_at=None, asked_at__lte=old).delete()
    empty = Subscriber.objects.filter(asked_at__lte=old, followings__isnull=True)
    Announcement.objects.filter(done=True, at__lte=now - TOLD, word__isnull=True).delete()
    return gone + empty.delete()[0]


def _end_old(now: datetime) -> int:
    found = list(Subscriber.objects.filter(renew_by__lte=now)[:500])
    for one in found:
        end_all(one, at=now, why=EXPIRED)
    return len(found)


@transaction.atomic
def _remind(now: datetime) -> int:
    due = Subscriber.objects.filter(renew_by__lte=now + REMINDED, reminded_at=None)
    found = list(due[:500])
    Word.objects.bulk_create(
        Word(kind=Word.REMIND, subscriber=one, next_at=now, until=one.renew_by or now)
        for one in found
    )
    Subscriber.objects.filter(pk__in=[one.pk for one in found]).update(reminded_at=now)
    return len(found)
