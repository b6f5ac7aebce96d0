"""A message that waits in a domain's own table, and how it is brought to whom it is for.

It is sent outside any transaction and recorded after: who is killed between the two sends it again
under the same key, and nobody is forgotten. Times are real time. What a message says, and what
follows from its having been told, only the domain knows.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Self

from django.db import models, transaction

from simin.kit.delivery import UNDER_WAY, Channel, Message, Tried, after_failure, bring

#: Messages in one go.
AT_ONCE = 50


class DeliveryRow(models.Model):
    """For one person; each attempt is one of its ``tries``."""

    WAITING, SENT, DEAD = "waiting", "sent", "dead"

    state = models.CharField(max_length=10, default=WAITING)
    #: Names of channels that were given up, in order.
    given_up = models.JSONField(default=list)
    #: On the channel that is tried now.
    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(null=True)

    tries: Any

    class Meta:
        abstract = True

    @classmethod
    def due(cls, now: datetime) -> models.QuerySet[Self]:
        found = cls._default_manager.filter(state=cls.WAITING, next_at__lte=now)
        return found.order_by("next_at")

    def take(self, now: datetime) -> bool:
        """False where another worker was quicker."""
        same = type(self)._default_manager.filter(pk=self.pk, next_at=self.next_at)
        return bool(same.filter(state=self.WAITING).update(next_at=now + UNDER_WAY))

    def end(self, state: str) -> None:
        self.state, self.next_at = state, None
        self.save(update_fields=["state", "next_at"])

    def again(self, tried: Tried, now: datetime) -> None:
        """Later, or on the next channel."""
        retry = after_failure(
            self.given_up, self.attempts, tried.channel, bounced=tried.bounced, now=now
        )
        self.given_up, self.attempts, self.next_at = retry.given_up, retry.attempts, retry.next_at
        self.save(update_fields=["given_up", "attempts", "next_at"])


class DeliveryTry(models.Model):
    """One attempt on one channel; only ever added."""

    at = models.DateTimeField()
    channel = models.CharField(max_length=30)
    #: ``sent``, ``unsent`` or ``bounced``.
    outcome = models.CharField(max_length=10)
    #: Why not, without secrets.
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        abstract = True


class Round[Row: DeliveryRow](ABC):
    """One go through what is due; a domain says what it means."""

    @abstractmethod
    def message(self, row: Row) -> Message | None:
        """None where nothing is to be said any more."""

    @abstractmethod
    def sent(self, row: Row, channel: str) -> None:
        """In the transaction in which it is recorded that ``row`` was told."""

    @abstractmethod
    def unreached(self, row: Row) -> None:
        """In the transaction in which it is recorded that no channel is left."""

    def go(self, rows: Iterable[Row], channels: Sequence[Channel], now: datetime) -> int:
        """How many were sent."""
        return sum(self._attempt(row, channels, now) for row in rows)

    def _attempt(self, row: Row, channels: Sequence[Channel], now: datetime) -> bool:
        if not row.take(now):
            return False
        tried = bring(self.message(row), channels, row.given_up)
        with transaction.atomic():
            self._recorded(row, tried, now)
        return tried is not None and tried.sent

    def _recorded(self, row: Row, tried: Tried | None, now: datetime) -> None:
        if tried is None:
            row.end(row.DEAD)
            return self.unreached(row)
        row.tries.create(at=now, channel=tried.channel, outcome=tried.outcome, reason=tried.reason)
        if not tried.sent:
            return row.again(tried, now)
        row.end(row.SENT)
        return self.sent(row, tried.channel)
