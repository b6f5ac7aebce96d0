"""Chunks in a file of their own beside an SQLite database: who appends waits for nobody who folds.

SQLite has one writer for each file, and whoever waits for it is not served in turn. In the city's
database the engine writes all the time, and a fold for a second at once; a device would wait for
its one row behind all of that. So what arrives is made durable here, and what is folded is said
there: chunks before the mark ``folded`` of the database are done, whether they are gone from this
file or not. So a kill between the two commits neither loses a chunk nor folds it twice.

Positions are given here too, since the order of arrival is that of the commits of this file.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import astuple
from pathlib import Path
from typing import cast

from django.db import connection
from django.db.backends.sqlite3.base import DatabaseWrapper

from simin.domains.observations import positions
from simin.domains.observations.chunk_table import ChunkTable
from simin.domains.observations.waiting import Waiting
from simin.kit.turns import Turns

#: Seconds that one process waits for another one's commit.
PATIENCE = 20.0
#: Pages of the log after which they are put in their places, which costs two more syncs.
_CHECKPOINT = 4000
_SCHEMA = """
CREATE TABLE IF NOT EXISTS chunk (
    first INTEGER PRIMARY KEY, rows INTEGER NOT NULL, received_at INTEGER NOT NULL, run TEXT,
    payload BLOB NOT NULL
);
CREATE TABLE IF NOT EXISTS next_position (number INTEGER NOT NULL);
"""
_COLUMNS = "first, rows, received_at, run, payload"
_INSERT = f"INSERT INTO chunk ({_COLUMNS}) VALUES (?, ?, ?, ?, ?)"  # noqa: S608 - ours


class ChunkFile:
    """One connection for all threads of the process, who take turns."""

    def __init__(self, path: str) -> None:
        self.path = path
        self._turns = Turns()
        self._open: sqlite3.Connection | None = None

    def append(self, rows: int, payload: bytes, run: str | None, received_at: int) -> int:
        """On disk when it returns: no kill and no loss of power takes it back."""
        with self._writing(durable=True) as database:
            first = _allotted(database, rows)
            database.execute(_INSERT, (first, rows, received_at, run, payload))
        return first

    def allot(self, count: int, folded: int) -> tuple[int, bool]:
        """Positions for rows that the database keeps, and whether no chunk waits before them.

        Need not be durable: where power is lost, what the database has kept says what is free.
        """
        with self._writing(durable=False) as database:
            first = _allotted(database, count)
            waits = database.execute("SELECT 1 FROM chunk WHERE first >= ? LIMIT 1", (folded,))
            return first, waits.fetchone() is None

    def sizes(self, since: int, limit: int) -> list[tuple[int, int]]:
        """First position and rows of the oldest chunks from ``since`` on."""
        statement = "SELECT first, rows FROM chunk WHERE first >= ? ORDER BY first LIMIT ?"
        with self._reading() as database:
            return database.execute(statement, (since, limit)).fetchall()

    def newest(self, since: int) -> int | None:
        with self._reading() as database:
            found = database.execute("SELECT MAX(first) FROM chunk WHERE first >= ?", (since,))
            return found.fetchone()[0]  # type: ignore[no-any-return]

    def between(self, first: int, last: int) -> list[Waiting]:
        statement = f"SELECT {_COLUMNS} FROM chunk WHERE first BETWEEN ? AND ? ORDER BY first"  # noqa: S608 - ours
        with self._reading() as database:
            return [Waiting(*row) for row in database.execute(statement, (first, last))]

    def drop(self, before: int) -> None:
        """Chunks before this position are folded, and the database has committed that."""
        with self._writing(durable=False) as database:
            database.execute("DELETE FROM chunk WHERE first < ?", (before,))

    def close(self) -> None:
        with self._turns:
            self._forget()

    @contextmanager
    def _writing(self, *, durable: bool) -> Iterator[sqlite3.Connection]:
        with self._reading() as database:
            database.execute(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
            database.execute("BEGIN IMMEDIATE")
            yield database
            database.execute("COMMIT")

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        """Errors are those of the database; after one the next turn begins with the file anew."""
        with self._turns, connection.wrap_database_errors:
            try:
                yield self._connection()
            except BaseException:
                self._forget()
                raise

    def _connection(self) -> sqlite3.Connection:
        if self._open is None:
            self._open = _opened(self.path)
        return self._open

    def _forget(self) -> None:
        if self._open is not None:
            self._open.close()
        self._open = None


def _opened(path: str) -> sqlite3.Connection:
    free = positions.first_free()
    database = sqlite3.connect(
        path, timeout=PATIENCE, isolation_level=None, check_same_thread=False
    )
    database.execute("PRAGMA journal_mode = WAL")
    database.execute(f"PRAGMA wal_autocheckpoint = {_CHECKPOINT}")
    database.executescript(_SCHEMA)
    database.execute("BEGIN IMMEDIATE")
    if database.execute("SELECT 1 FROM next_position").fetchone() is None:
        database.execute("INSERT INTO next_position VALUES (?)", (free,))
    left = ChunkTable().between(0, free)  # by an older version
    for one in left:
        database.execute(_INSERT.replace("INSERT", "INSERT OR IGNORE"), astuple(one))
    # A database that was brought back from a copy may have kept more than this file knows.
    database.execute("UPDATE next_position SET number = MAX(number, ?)", (free,))
    database.execute("COMMIT")
    if left:
        ChunkTable().drop(free)
    return database


def _allotted(database: sqlite3.Connection, count: int) -> int:
    database.execute("UPDATE next_position SET number = number + ?", (count,))
    found = database.execute("SELECT number FROM next_position").fetchone()
    return int(found[0]) - count


_files: dict[str, ChunkFile] = {}


def of_database() -> ChunkFile:
    """The file beside the database; in memory where the database is."""
    in_memory = cast(DatabaseWrapper, connection).is_in_memory_db()
    path = ":memory:" if in_memory else _beside(connection.settings_dict["NAME"])
    return _files.setdefault(path, ChunkFile(path))


def _beside(database: str | Path) -> str:
    return str(Path(database).with_suffix(".arrivals.sqlite3"))


def forget() -> None:
    """Close what is open; a file in memory is gone with it."""
    for file in _files.values():
        file.close()
