"""Frames from PostgreSQL, for cities whose gateway runs on machines of its own.

psycopg is an extra (``simin[postgresql]``): only a city that uses it imports this module. One
connection serves all threads, one read at a time; a lost one is made anew at the next read.
"""

import threading
from collections.abc import Sequence

import psycopg

from simin.domains.picture.frame import View
from simin.live.errors import StoreUnavailableError
from simin.live.frames import StoredFrame
from simin.live.store import Checkpoint, Span

_FRAME = "SELECT number, public, office, hash FROM picture_frame"
#: Two look-ups in the index; both in one plain SELECT would be a scan in SQLite.
_SPAN = "SELECT (SELECT min(number) FROM picture_frame), (SELECT max(number) FROM picture_frame)"
_SIGNALS = (
    "SELECT position, body FROM field_signal WHERE inbox = %s AND position > %s"
    " ORDER BY position LIMIT 200"
)
_CHECKPOINT = {
    view: f"SELECT number, {view.value} FROM picture_checkpoint"  # noqa: S608 (an enum's words)
    " WHERE number <= %s ORDER BY number DESC LIMIT 1"
    for view in View
}
#: Seconds after which a connection that does not come about counts as failed.
_CONNECT_SECONDS = 5


class PostgresqlStore:
    """Reads the picture's tables in a PostgreSQL database."""

    is_local = False

    def __init__(self, database_url: str) -> None:
        self._url = database_url
        self._lock = threading.Lock()
        self._connection: psycopg.Connection | None = None

    def span(self) -> Span:
        row = self._rows(_SPAN)[0]
        return Span(row[0] or 0, row[1] or 0)

    def after(self, number: int, limit: int) -> list[StoredFrame]:
        rows = self._rows(f"{_FRAME} WHERE number > %s ORDER BY number LIMIT %s", number, limit)
        return [StoredFrame(*row) for row in rows]

    def frame(self, number: int) -> StoredFrame | None:
        rows = self._rows(f"{_FRAME} WHERE number = %s", number)
        return StoredFrame(*rows[0]) if rows else None

    def checkpoint(self, number: int, view: View) -> Checkpoint | None:
        rows = self._rows(_CHECKPOINT[view], number)
        return Checkpoint(*rows[0]) if rows else None

    def signals(self, inbox: str, after: int) -> list[tuple[int, str]]:
        return [(position, body) for position, body in self._rows(_SIGNALS, inbox, after)]

    def close(self) -> None:
        with self._lock:
            self._forget_connection()

    def _rows(self, query: str, *values: int | str) -> Sequence[tuple]:  # type: ignore[type-arg]
        with self._lock:
            try:
                return self._connected().execute(query.encode(), values).fetchall()
            except psycopg.Error as error:
                self._forget_connection()
                # The address carries a password: it never gets into a message.
                raise StoreUnavailableError(f"PostgreSQL: {type(error).__name__}") from error

    def _connected(self) -> psycopg.Connection:
        if self._connection is None:
            self._connection = psycopg.connect(
                self._url, autocommit=True, connect_timeout=_CONNECT_SECONDS
            )
        return self._connection

    def _forget_connection(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None
