"""A question that takes too long is ended by the database that it is asked of; the others go on.

Anybody may ask, and what they ask may be dear. DuckDB has a clock of its own (``relation``).
"""

import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager

from django.db import OperationalError, connection, transaction

from simin.domains.observations.errors import QuestionTooLargeError

#: Seconds that one question may take.
PATIENCE = 20.0
#: Steps of SQLite's machine between two looks at the clock.
_STEPS = 10_000
_OUT_OF_TIME = {"57014", "SQLITE_INTERRUPT"}


@contextmanager
def limited(seconds: float) -> Iterator[None]:
    """Raises ``QuestionTooLargeError`` in whatever is asked when the time is up."""
    try:
        with _limit(seconds):
            yield
    except OperationalError as error:
        if _number(error.__cause__) not in _OUT_OF_TIME:
            raise
        raise QuestionTooLargeError from error


def _limit(seconds: float) -> AbstractContextManager[None]:
    return _by_server(seconds) if connection.vendor == "postgresql" else _by_steps(seconds)


def _number(cause: BaseException | None) -> str:
    return str(getattr(cause, "sqlstate", None) or getattr(cause, "sqlite_errorname", ""))


@contextmanager
def _by_server(seconds: float) -> Iterator[None]:
    """For this transaction; in one that goes on, until here."""
    goes_on = connection.in_atomic_block
    with transaction.atomic():
        before = _set(f"{int(seconds * 1000)}ms")
        yield
        if goes_on:
            _set(before)


def _set(limit: str) -> str:
    """The limit before."""
    name = "statement_timeout"
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting(%s), set_config(%s, %s, true)", [name, name, limit])
        return str(cursor.fetchone()[0])


@contextmanager
def _by_steps(seconds: float) -> Iterator[None]:
    connection.ensure_connection()
    machine, over = connection.connection, time.monotonic() + seconds
    machine.set_progress_handler(lambda: time.monotonic() > over, _STEPS)
    try:
        yield
    finally:
        machine.set_progress_handler(None, 0)
