"""Frames from the embedded database, opened read-only beside its writer.

WAL lets this reader go on while the engine commits. One connection serves all threads, one read at
a time; it is opened at the first read and again after an error, so that the gateway may be started
before the city exists.
"""

import sqlite3
import threading
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote, unquote

from simin.domains.picture.frame import View
from simin.live.errors import StoreUnavailableError
from simin.live.frames import StoredFrame
from simin.live.store import Checkpoint, Span

_FRAME = "SELECT number, public, office, hash FROM picture_frame"
#: Two look-ups in the index; both in one plain SELECT would be a scan in SQLite.
_SPAN = "SELECT (SELECT min(number) FROM picture_frame), (SELECT max(number) FROM picture_frame)"
_SIGNALS = (
    "SELECT position, body FROM field_signal WHERE inbox = ? AND position > ?"
    " ORDER BY position LIMIT 200"
)
_CHECKPOINT = {
    view: f"SELECT number, {view.value} FROM picture_checkpoint"  # noqa: S608 (an enum's words)
    " WHERE number <= ? ORDER BY number DESC LIMIT 1"
    for view in View
}


#: In WAL a reader waits only while the log is being recovered; the gateway asks again.
_BUSY_SECONDS = 0.25


class SqliteStore:
    """Reads the picture's tables in an SQLite file."""

    is_local = True

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._connection: sqlite3.Connection | None = None

    @classmethod
    def at(cls, database_url: str) -> "SqliteStore":
        """From ``sqlite:////absolute/path`` or ``sqlite:///relative/path``, as Django reads it."""
        return cls(Path(unquote(database_url.removeprefix("sqlite:///"))))

    def span(self) -> Span:
        row = self._rows(_SPAN)[0]
        return Span(row[0] or 0, row[1] or 0)

    def after(self, number: int, limit: int) -> list[StoredFrame]:
        rows = self._rows(f"{_FRAME} WHERE number > ? ORDER BY number LIMIT ?", number, limit)
        return [StoredFrame(*row) for row in rows]

    def frame(self, number: int) -> StoredFrame | None:
        rows = self._rows(f"{_FRAME} WHERE number = ?", number)
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
                return self._connected().execute(query, values).fetchall()
            except sqlite3.Error as error:
                self._forget_connection()
                raise StoreUnavailableError(f"{self._path}: {error}") from error

    def _connected(self) -> sqlite3.Connection:
        if self._connection is None:
            address = f"file:{quote(str(self._path.absolute()))}?mode=ro"
            self._connection = sqlite3.connect(
                address,
                uri=True,
                timeout=_BUSY_SECONDS,
                check_same_thread=False,
                isolation_level=None,
            )
        return self._connection

    def _forget_connection(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None
