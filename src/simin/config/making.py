"""Lets a city that is being made not wait for the disk at every one of its thousands of commits.

Nobody was told of anything yet: an attempt that is cut off is thrown away and begun anew. So it is
enough that everything is on the disk when the city is whole, and that is made sure of at the end.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

#: By database: what lets commits go on at once, and what waits for all of them.
_AT_ONCE = {
    "sqlite": ["PRAGMA synchronous=OFF"],
    "postgresql": ["SET synchronous_commit = off"],
}
_WAITING = {
    "sqlite": ["PRAGMA synchronous=FULL", "PRAGMA wal_checkpoint(TRUNCATE)"],
    "postgresql": ["SET synchronous_commit = on", "SELECT txid_current()"],
}


@contextmanager
def not_waiting_for_the_disk() -> Iterator[None]:
    """What is committed inside is durable when it ends."""
    _run(_AT_ONCE)
    yield
    _run(_WAITING)


def _run(statements: dict[str, list[str]]) -> None:
    with connection.cursor() as cursor:
        for statement in statements.get(connection.vendor, ()):
            cursor.execute(statement)
