"""Datasette on an SQLite file with indexes that cover each question, and a writer beside it.

Its settings are its own but for the time that a question may take. It has no way in for rows in
itself, so those that come in are written into its file by another process, ten commits a second.
"""

import contextlib
import os
import sqlite3
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

from benchmarks.closed_loop import drive
from benchmarks.peers import environment
from benchmarks.ports import free_port, wait_for
from benchmarks.reading.questions import Asked, Took, requests
from benchmarks.reading.rows import Rows

SCHEMA = """
PRAGMA journal_mode = WAL;
CREATE TABLE place (id INTEGER PRIMARY KEY, name TEXT);
CREATE TABLE observation (place INTEGER, at INTEGER, free INTEGER);
CREATE INDEX of_place ON observation (place, at, free);
CREATE INDEX of_time ON observation (at, free);
"""
STATEMENTS = {
    "latest of all": "SELECT name, at, free FROM place JOIN observation ON observation.rowid = "
    "(SELECT rowid FROM observation WHERE place = place.id ORDER BY at DESC LIMIT 1)",
    "newest 100 of one": "SELECT at, free FROM observation WHERE place = :place "
    "ORDER BY at DESC LIMIT 100",
    "hourly mean of 30 days": "SELECT at / 3600 * 3600 AS hour, avg(free), min(free), max(free), "
    "count(*) FROM observation WHERE at >= :since AND at < :until GROUP BY hour",
    "exact filtered count": "SELECT count(*) FROM observation "
    "WHERE at >= :since AND at < :until AND free <= :at_most",
}


class Datasette:
    """An environment and a database file; rows are added between measurements."""

    def __init__(self, folder: Path) -> None:
        self._interpreter = environment.make(folder / "environment", ["datasette"])
        self.versions = environment.versions(self._interpreter, ["datasette", "uvicorn"])
        self._file = folder / "city.db"
        self._database = sqlite3.connect(self._file)
        self._database.executescript(SCHEMA)

    def load(self, rows: Rows, first: int, last: int) -> None:
        names = list(enumerate(rows.places))
        self._database.executemany("INSERT OR IGNORE INTO place VALUES (?, ?)", names)
        for part in rows.between(first, last):
            self._database.executemany("INSERT INTO observation VALUES (?, ?, ?)", part)
        self._database.commit()
        self._database.execute("ANALYZE")

    def measure(self, rows: Rows, count: int, seconds: float) -> Took:
        with self._served() as port, self._written(len(rows.places)):
            took = Took()
            for length, kept in ((3.0, Took()), (seconds, took)):
                span = rows.span(count)
                made = requests(_address, len(rows.places), *span, kept)
                outcome = drive(port, made, seconds=length)
                if outcome.failure:
                    raise SystemExit(f"{dict(outcome.statuses)}: {outcome.failure[:300]!r}")
        return took

    @contextlib.contextmanager
    def _served(self) -> Iterator[int]:
        port = free_port()
        command = [str(self._interpreter), "-m", "datasette", "serve", str(self._file)]
        command += ["--port", str(port), "--setting", "sql_time_limit_ms", "120000"]
        quiet = subprocess.DEVNULL
        process = subprocess.Popen(command, env=os.environ, stdout=quiet, stderr=quiet)
        try:
            wait_for(port, process)
            yield port
        finally:
            process.terminate()
            process.wait(20)

    @contextlib.contextmanager
    def _written(self, places: int) -> Iterator[None]:
        """200 rows a second come in, until left."""
        stopped = threading.Event()
        thread = threading.Thread(target=_write, args=(self._file, places, stopped))
        thread.start()
        try:
            yield
        finally:
            stopped.set()
            thread.join()


def _write(file: Path, places: int, stopped: threading.Event) -> None:
    database, number = sqlite3.connect(file, timeout=60), 0
    while not stopped.wait(0.1):
        rows = [((number + n) % places, int(time.time()), n) for n in range(20)]
        number += 20
        with database:
            database.executemany("INSERT INTO observation VALUES (?, ?, ?)", rows)
    database.close()


def _address(asked: Asked) -> str:
    options: dict[str, object] = {"sql": STATEMENTS[asked.kind], "_shape": "array"}
    if ":place" in STATEMENTS[asked.kind]:
        options["place"] = asked.place
    if ":since" in STATEMENTS[asked.kind]:
        options |= {"since": int(asked.since.timestamp()), "until": int(asked.until.timestamp())}
    if ":at_most" in STATEMENTS[asked.kind]:
        options["at_most"] = asked.at_most
    return f"/city.json?{urlencode(options)}"


@contextlib.contextmanager
def prepared() -> Iterator[Datasette]:
    with tempfile.TemporaryDirectory(prefix="simin-peer-") as folder:
        yield Datasette(Path(folder))
