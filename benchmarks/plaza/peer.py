"""Datasette over an SQLite file with the same catalogue in FTS5, and the same rows."""

import contextlib
import os
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.peers import environment
from benchmarks.plaza import made
from benchmarks.ports import free_port, wait_for

_TABLES = """
CREATE TABLE dataset (id TEXT PRIMARY KEY, korean TEXT, english TEXT, description TEXT, owner TEXT,
  theme TEXT, licence TEXT, rows INTEGER, days INTEGER);
CREATE VIRTUAL TABLE dataset_fts USING fts5 (id, korean, english, description, content="dataset");
CREATE TABLE million (id TEXT PRIMARY KEY, name TEXT, district TEXT, longitude REAL, latitude REAL,
  capacity INTEGER, opened TEXT);
"""


class Peer:
    """An environment and a database file."""

    def __init__(self, folder: Path) -> None:
        self._interpreter = environment.make(folder / "environment", ["datasette"])
        self.versions = environment.versions(self._interpreter, ["datasette", "uvicorn"])
        self._file = folder / "plaza.db"

    def fill(self, datasets: int, rows: int) -> None:
        database = sqlite3.connect(self._file)
        database.executescript(_TABLES)
        told = [tuple(vars(one).values()) for one in made.catalogue(datasets)]
        database.executemany(f"INSERT INTO dataset VALUES ({', '.join('?' * 9)})", told)
        database.execute("INSERT INTO dataset_fts (dataset_fts) VALUES ('rebuild')")
        for name in ("owner", "theme", "licence"):
            database.execute(f"CREATE INDEX of_{name} ON dataset ({name})")
        lines = (tuple(row.values()) for row in made.rows(rows))
        database.executemany(f"INSERT INTO million VALUES ({', '.join('?' * 7)})", lines)
        database.commit()
        database.execute("ANALYZE")
        database.close()

    @contextlib.contextmanager
    def served(self) -> Iterator[tuple[int, int]]:
        """Port and process."""
        port = free_port()
        command = [str(self._interpreter), "-m", "datasette", "serve", str(self._file)]
        command += ["--port", str(port), "--setting", "max_csv_mb", "0"]
        command += ["--setting", "sql_time_limit_ms", "60000"]
        quiet = subprocess.DEVNULL
        process = subprocess.Popen(command, env=os.environ, stdout=quiet, stderr=quiet)
        try:
            wait_for(port, process)
            yield port, process.pid
        finally:
            process.terminate()
            process.wait(20)


@contextlib.contextmanager
def prepared() -> Iterator[Peer]:
    with tempfile.TemporaryDirectory(prefix="simin-peer-") as folder:
        yield Peer(Path(folder))
