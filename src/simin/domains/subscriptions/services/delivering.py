"""Bring the words that are due. Sent outside any transaction; what was sent is forgotten.

Who is killed between the two sends it again: told twice is better than not told.
"""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from simin.domains.subscriptions.models import Subscriber, Word
from simin.domains.subscriptions.services.ending import UNREACHABLE, end_all
from simin.kit.delivery import UNDER_WAY, BouncedError, GoneError, UnsentError, after_failure

#: Messages in one go.
AT_ONCE = 200
#: Refusals for good in a row after which a mailbox is taken as gone.
MOST_BOUNCES = 3

#: Raises ``UnsentError``, ``BouncedError`` or ``GoneError``.
type Send = Callable[[Word], None]


def deliver_due(send: Send, now: datetime) -> int:
    """How many were sent; confirmations first, since somebody waits for them."""
    due = Word.objects.filter(next_at__lte=now).order_by("kind", "next_at", "id")
    rows = due.select_related("subscriber", "following", "announcement")[:AT_ONCE]
    return sum(_attempt(row, send, now) for row in list(rows))


def _attempt(row: Word, send: Send, now: datetime) -> int:
    taken = Word.objects.filter(pk=row.pk, next_at=row.next_at)
    if not taken.update(next_at=now + UNDER_WAY):
        return 0  # another worker was quicker, or it ended meanwhile
    try:
        send(row)
    except GoneError:
        end_all(row.subscriber, at=now, why=UNREACHABLE)
    except BouncedError:
        _bounced(row, now)
    except UnsentError:
        _again(row, now)
    else:
        _sent(row)
        return 1
    return 0


@transaction.atomic
def _sent(row: Word) -> None:
    row.delete()
    if row.subscriber.bounces:
        Subscriber.objects.filter(pk=row.subscriber_id).update(bounces=0)


@transaction.atomic
def _bounced(row: Word, now: datetime) -> None:
    subscriber = row.subscriber
    row.delete()
    subscriber.bounces += 1
    if subscriber.bounces >= MOST_BOUNCES:
        end_all(subscriber, at=now, why=UNREACHABLE)
    else:
        Subscriber.objects.filter(pk=subscriber.pk).update(bounces=subscriber.bounces)


@transaction.atomic
def _again(row: Word, now: datetime) -> None:
    """After a growing pause; after the last attempt it is given up, not the subscriber."""
    retry = after_failure((), row.attempts, row.subscriber.channel, bounced=False, now=now)
    if retry.given_up:
        row.delete()
        return
    Word.objects.filter(pk=row.pk).update(attempts=retry.attempts, next_at=retry.next_at)
