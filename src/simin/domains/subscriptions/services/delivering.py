"""Bring the words that are due. Sent outside any transaction; what was sent is forgotten.

Who is killed between the two sends it again: told twice is better than not told. What cannot be
sent waits and is tried for as long as somebody may want to hear it; then it is given up, and never
counts as sent. Nothing of an address is logged, so no text of an error is either.
"""

import time
from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from enum import Enum
from typing import Protocol

import structlog
from django.db import transaction

from simin.domains.subscriptions.models import Subscriber, Word
from simin.domains.subscriptions.services.ending import UNREACHABLE, end_all
from simin.kit.delivery import UNDER_WAY, BouncedError, GoneError, UnsentError

log = structlog.get_logger()

#: Messages of one channel in one go.
AT_ONCE = 200
#: Failures in a row after which a channel is left alone until the next go.
IN_A_ROW = 3
#: Refusals for good in a row after which a mailbox is taken as gone.
MOST_BOUNCES = 3
#: Before the second attempt; doubled before each further one.
PAUSE, LONGEST_PAUSE = timedelta(minutes=1), timedelta(hours=4)


class Came(Enum):
    """What came of an attempt."""

    SENT = "sent"
    FAILED = "failed"
    #: There is nothing to be said, or nobody to say it to (any more).
    OVER = "over"


type Stopwatch = Callable[[], float]


class Way(Protocol):
    """How messages leave this installation."""

    @property
    def channels(self) -> Collection[str]:
        """Those of ``Subscriber`` that it has; words for the others wait."""

    def send(self, word: Word) -> bool:
        """False for what nobody is to be told any more.

        Raises ``UnsentError``, ``BouncedError`` or ``GoneError``.
        """


def deliver_due(
    way: Way,
    now: datetime,
    *,
    seconds: float = float("inf"),
    stopwatch: Stopwatch = time.monotonic,
) -> int:
    """How many were sent; no channel begins another message after its ``seconds``."""
    return sum(_deliver(way, one, now, seconds, stopwatch) for one in way.channels)


def _deliver(way: Way, channel: str, now: datetime, seconds: float, stopwatch: Stopwatch) -> int:
    came: list[Came] = []
    ends = stopwatch() + seconds
    for row in _due(channel, now):
        if stopwatch() > ends or came[-IN_A_ROW:] == [Came.FAILED] * IN_A_ROW:
            break
        came.append(_attempt(row, way, now))
    return came.count(Came.SENT)


def _due(channel: str, now: datetime) -> list[Word]:
    """Confirmations first, since somebody waits for them."""
    due = Word.objects.filter(next_at__lte=now, until__gt=now, subscriber__channel=channel)
    rows = due.select_related("subscriber", "following", "announcement")
    return list(rows.order_by("kind", "next_at", "id")[:AT_ONCE])


def give_up_old(now: datetime) -> int:
    """Forget what nobody wants to hear any more; how many."""
    found, _ = Word.objects.filter(until__lte=now).delete()
    if found:
        log.warning("messages to subscribers given up", count=found)
    return found


def pause(attempts: int) -> timedelta:
    """After the ``attempts``-th attempt, counted from 1."""
    return min(PAUSE * (1 << min(attempts - 1, 10)), LONGEST_PAUSE)


def _attempt(row: Word, way: Way, now: datetime) -> Came:
    taken = Word.objects.filter(pk=row.pk, next_at=row.next_at)
    row.attempts += 1
    if not taken.update(next_at=now + UNDER_WAY, attempts=row.attempts):
        return Came.OVER  # another worker was quicker, or it ended meanwhile
    try:
        sent = way.send(row)
    except GoneError:
        end_all(row.subscriber, at=now, why=UNREACHABLE)
        return Came.OVER
    except BouncedError:
        _bounced(row, now)
        return Came.OVER
    except Exception as error:
        _again(row, error, now)
        return Came.FAILED
    return _done(row, sent=sent)


@transaction.atomic
def _done(row: Word, *, sent: bool) -> Came:
    row.delete()
    if sent and row.subscriber.bounces:
        Subscriber.objects.filter(pk=row.subscriber_id).update(bounces=0)
    return Came.SENT if sent else Came.OVER


@transaction.atomic
def _bounced(row: Word, now: datetime) -> None:
    subscriber = row.subscriber
    row.delete()
    subscriber.bounces += 1
    if subscriber.bounces >= MOST_BOUNCES:
        end_all(subscriber, at=now, why=UNREACHABLE)
    else:
        Subscriber.objects.filter(pk=subscriber.pk).update(bounces=subscriber.bounces)


def _again(row: Word, error: Exception, now: datetime) -> None:
    """After a growing pause, whatever went wrong: one message that cannot be made holds up none."""
    if not isinstance(error, UnsentError):
        log.error("a message failed", kind=row.kind, word=row.pk, error=_place(error))
    Word.objects.filter(pk=row.pk).update(next_at=now + pause(row.attempts))


def _place(error: Exception) -> str:
    """Where it was raised; its own words may hold an address."""
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    where = f"{trace.tb_frame.f_globals.get('__name__')}:{trace.tb_lineno}" if trace else "?"
    return f"{type(error).__name__} in {where}"
