"""One bounded DuckDB for each folder in a process, asked in SQL.

DuckDB reads any file and address that a statement names and loads extensions from the network. Here
it may do neither: it is confined to its folder and then its configuration is locked, so that even a
statement put together wrongly reaches nothing else. Values always travel as parameters.
"""

import os
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
from numpy.typing import NDArray

#: Column name to its values; a masked array has nulls where it is masked.
type Columns = Mapping[str, NDArray[Any]]

#: Memory of all statements of one folder at a time, then DuckDB goes to its temporary files.
MEMORY = "512MB"
#: Of one statement. Whoever asks has a thread of their own, and two cores for one of them cost
#: those who wait more than they gain.
THREADS = 1
#: Below the folder; DuckDB makes and empties it.
TEMPORARY = ".duckdb"

_LOCKED = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
    "python_enable_replacements": "false",
}


@dataclass
class _Engines:
    """The engine of each folder; a child process makes its own."""

    process: int = 0
    known: dict[Path, duckdb.DuckDBPyConnection] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)


_engines = _Engines()


class Reading:
    """Statements over the files of one folder and over columns handed in; for one thread."""

    def __init__(self, folder: Path) -> None:
        self._cursor = _engine(folder.absolute()).cursor()

    def __enter__(self) -> "Reading":
        return self

    def __exit__(self, *_: object) -> None:
        self._cursor.close()

    def hand_in(self, name: str, columns: Columns) -> None:
        """Make ``columns`` a relation called ``name``, which no other reading sees."""
        self._cursor.register(name, dict(columns))

    def columns(self, statement: str, parameters: Sequence[object] = ()) -> dict[str, NDArray[Any]]:
        """The answer by column: times as ``datetime64[us]``, nulls masked."""
        return self._cursor.execute(statement, list(parameters)).fetchnumpy()

    def rows(self, statement: str, parameters: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        return self._cursor.execute(statement, list(parameters)).fetchall()

    def has(self, table: str) -> bool:
        """Whether the folder's engine has this table."""
        found = "SELECT COUNT(*) FROM duckdb_tables() WHERE table_name = ?"
        return bool(self.rows(found, [table])[0][0])

    def batches(
        self, statement: str, parameters: Sequence[object] = (), *, size: int = 1000
    ) -> Iterator[list[tuple[Any, ...]]]:
        """The answer in parts, read as they are asked for."""
        self._cursor.execute(statement, list(parameters))
        while part := self._cursor.fetchmany(size):
            yield part

    def interrupt(self) -> None:
        """End what runs; may be called by another thread."""
        self._cursor.interrupt()

    def do(self, statement: str, parameters: Sequence[object] = ()) -> None:
        self._cursor.execute(statement, list(parameters))


def masked(values: NDArray[Any]) -> NDArray[np.bool_]:
    """Where ``values`` of an answer are null."""
    return np.asarray(np.ma.getmaskarray(values), dtype=np.bool_)


def _engine(folder: Path) -> duckdb.DuckDBPyConnection:
    with _engines.lock:
        if _engines.process != os.getpid():
            _engines.process = os.getpid()
            _engines.known = {}
        if folder not in _engines.known:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            _engines.known[folder] = _confined(folder)
        return _engines.known[folder]


def _confined(folder: Path) -> duckdb.DuckDBPyConnection:
    place = str(folder).replace("'", "''")
    engine = duckdb.connect(":memory:", config={"memory_limit": MEMORY, **_LOCKED})
    engine.execute(f"SET threads = {THREADS}")
    engine.execute("SET parquet_metadata_cache = true")  # a file never changes
    engine.execute("SET TimeZone = 'UTC'")
    engine.execute(f"SET temp_directory = '{place}/{TEMPORARY}'")
    engine.execute(f"SET allowed_directories = ['{place}']")
    engine.execute("SET enable_external_access = false")
    engine.execute("SET lock_configuration = true")
    return engine
