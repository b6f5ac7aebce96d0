"""Append events, move cursors."""

from collections.abc import Iterable
from datetime import datetime

from django.db import connection, transaction

from simin.kit.outbox.event import Event, encode
from simin.kit.outbox.models import Cursor, StoredEvent

#: Any constant: writers on PostgreSQL take turns on it, so that positions commit in order.
_APPEND_LOCK = 0x51319


def append(*events: Event, at: datetime) -> None:
    """Append ``events`` in this order, at city time ``at``; only inside a transaction.

    On PostgreSQL writers queue here from the first append to their commit. Without that a reader
    could pass a position whose transaction commits later, and lose it.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("events are appended inside a transaction")
    take_turns()
    StoredEvent.objects.bulk_create(_stored(events, at))


def take_turns() -> None:
    """Whoever must commit in order waits here for the writers before; SQLite's wait anyway.

    One lock for all of them, so that two transactions never wait for each other.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_APPEND_LOCK])


def _stored(events: Iterable[Event], at: datetime) -> list[StoredEvent]:
    return [
        StoredEvent(name=type(event).__name__, payload=encode(event), occurred_at=at)
        for event in events
    ]


def move(reader: str, position: int) -> None:
    """``reader`` has acted on everything up to ``position``; call it in that transaction."""
    Cursor.objects.update_or_create(reader=reader, defaults={"position": position})


def prune(*, keep_from: int) -> int:
    """Forget events that every reader has passed and that stand before ``keep_from``."""
    passed = min(Cursor.objects.values_list("position", flat=True), default=0)
    deleted, _ = StoredEvent.objects.filter(position__lt=min(passed, keep_from)).delete()
    return deleted
