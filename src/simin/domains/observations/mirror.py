"""A copy of the hot rows in DuckDB's memory, which follows the journal by its numbers.

Rows are only ever added, and superseded ones are noted aside, so the copy is brought up to date by
reading what came since. Where rows were sealed or forgotten it is made from the one before and the
positions that are still there: reading all rows anew takes a second, in which nobody is answered.
Rows that are recorded stand before such that were appended earlier and are folded later; so what
lies behind the folded ones is read again. Inside a transaction the copy is not used: what it has
not committed nobody else may see.
"""

import threading
from collections.abc import Collection
from dataclasses import dataclass, field

from django.db import connection

from simin.domains.observations import hot, positions
from simin.domains.observations.columns import Columns
from simin.domains.observations.exchange import AS_KEPT, shown
from simin.kit.parquet.reading import Reading

#: No generation: nothing of what is there may be used.
_NONE = -1


@dataclass
class _Mirror:
    """The table that stands, and what it holds."""

    made: int = 0
    generation: int = _NONE
    #: Position that everything before is in it.
    until: int = 0
    #: The mark of recorded rows that it was read at.
    recorded: int = -1
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def table(self) -> str:
        return f"hot_rows_{self.made}"


_mirror = _Mirror()


def held(reading: Reading, marks: dict[str, int]) -> str:
    """Name of a relation of the hot rows, as of ``marks`` or newer."""
    if connection.in_atomic_block:
        return _here(reading, hot.everything())
    with _mirror.lock:
        if _mirror.generation != marks["generation"]:
            marks = positions.marks()  # whoever waited here may know less than is in it
        if not _thinned(reading, marks):
            _make(reading, marks)
        if (_mirror.until, _mirror.recorded) != (marks["folded"], marks["recorded"]):
            _follow(reading, marks)
        return _mirror.table


def forget() -> None:
    """Make it anew at the next question."""
    with _mirror.lock:
        _mirror.generation = _NONE


def of_one(reading: Reading, observation: int, streams: Collection[int]) -> str:
    """The same of the rows of one observation, of ``streams`` where these are known."""
    return _here(reading, hot.of_one(observation, streams))


def _here(reading: Reading, rows: Columns) -> str:
    """For this transaction alone."""
    reading.hand_in("hot_here", shown(rows))
    return f"(SELECT {AS_KEPT} FROM hot_here)"  # noqa: S608 - ours


def _make(reading: Reading, marks: dict[str, int]) -> None:
    reading.hand_in("arriving", shown(hot.everything()))
    _begin(reading, f"SELECT {AS_KEPT} FROM arriving")  # noqa: S608
    _mirror.generation = marks["generation"]
    _note(marks)


def _thinned(reading: Reading, marks: dict[str, int]) -> bool:
    """Without the rows that are gone; whether all that are still there are in it."""
    if _mirror.generation == _NONE or not reading.has(_mirror.table):
        return False
    if _mirror.generation == marks["generation"]:
        return True
    there = hot.positions(before=_mirror.until)
    reading.hand_in("there", {"position": there})
    kept = f"SELECT * FROM {_mirror.table} SEMI JOIN there USING (position)"  # noqa: S608
    _begin(reading, kept)
    _mirror.generation = marks["generation"]
    count = reading.rows(f"SELECT COUNT(*) FROM {_mirror.table}")[0][0]  # noqa: S608
    return bool(count == len(there))


def _begin(reading: Reading, rows: str) -> None:
    """A table beside the one that stands, which others may be reading; the one before that goes."""
    _mirror.made += 1
    if _mirror.made > 1:
        reading.do(f"DROP TABLE IF EXISTS hot_rows_{_mirror.made - 2}")
    reading.do(f"CREATE OR REPLACE TABLE {_mirror.table} AS {rows}")


def _follow(reading: Reading, marks: dict[str, int]) -> None:
    reading.hand_in("arriving", shown(hot.everything(since=_mirror.until)))
    reading.do("BEGIN")
    reading.do(f"DELETE FROM {_mirror.table} WHERE position >= ?", [_mirror.until])  # noqa: S608
    reading.do(f"INSERT INTO {_mirror.table} SELECT {AS_KEPT} FROM arriving")  # noqa: S608
    reading.do("COMMIT")
    _note(marks)


def _note(marks: dict[str, int]) -> None:
    """What was read is no older than ``marks``."""
    _mirror.until = marks["folded"]
    _mirror.recorded = marks["recorded"]
