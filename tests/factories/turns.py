"""Two writers of whom one holds the turn of the outbox and the other waits for it."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from django.db import connection, transaction

from simin.kit.outbox.services import take_turns

_WAITING = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"


def while_one_waits[T](waits: Callable[[], T], holds: Callable[[], object]) -> T:
    """``holds`` is done by whoever has the turn, once ``waits`` stands still behind it.

    Had ``waits`` locked a row before, which ``holds`` wants, PostgreSQL would see a deadlock.
    """
    with ThreadPoolExecutor(1) as other:
        with transaction.atomic():
            take_turns()
            waiting = other.submit(_apart, waits)
            while not (_somebody_waits() or waiting.done()):
                pass
            holds()
        return waiting.result()


def _apart[T](act: Callable[[], T]) -> T:
    try:
        return act()
    finally:
        connection.close()


def _somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(_WAITING)
        return bool(cursor.fetchone()[0])
