"""What arrived and is not folded: chunks of the journal, appended and taken in order.

Where they lie depends on the database: see ``chunk_file`` and ``chunk_table``.
"""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Protocol

import numpy as np
from django.db import connection, transaction

from simin.domains.observations import chunk, chunk_file, positions
from simin.domains.observations.chunk_table import ChunkTable
from simin.domains.observations.columns import (
    NONE,
    Columns,
    constant,
    joined,
    length,
    micros,
    moment,
)
from simin.domains.observations.waiting import Waiting

#: Rows that are folded as one batch, unless one chunk alone has more.
BATCH = 400_000
#: Chunks that are looked at for one batch.
_CHUNKS = 5000


class Chunks(Protocol):
    """Where chunks lie; ``since`` is the position before which all are folded."""

    def append(self, rows: int, payload: bytes, run: str | None, received_at: int) -> int:
        """Durable when it returns, in a transaction with the number of its first row."""

    def allot(self, count: int, folded: int) -> tuple[int, bool]:
        """Positions, and whether no chunk waits before them."""

    def sizes(self, since: int, limit: int) -> list[tuple[int, int]]: ...

    def newest(self, since: int) -> int | None: ...

    def between(self, first: int, last: int) -> list[Waiting]: ...

    def drop(self, before: int) -> None: ...


def _chunks() -> Chunks:
    return chunk_file.of_database() if _is_beside() else ChunkTable()


def _is_beside() -> bool:
    return bool(connection.vendor == "sqlite")


def append(rows: Columns, count: int, *, run: str | None, received_at: datetime) -> int:
    """Make one chunk durable; position of its first row. No transaction takes it back."""
    return _chunks().append(count, chunk.encoded(rows, count), run, micros(received_at))


def allot(count: int) -> int:
    """Positions for rows that this transaction keeps, which holds the fold's lock."""
    first, alone = _chunks().allot(count, positions.folded_until())
    if alone:
        positions.folded(first + count)
    positions.recorded()
    return first


def any_there() -> bool:
    return newest() is not None


def newest() -> int | None:
    """First position of the newest chunk that waits."""
    return _chunks().newest(positions.folded_until())


def oldest() -> int | None:
    """First position of the oldest chunk that waits."""
    sizes = _chunks().sizes(positions.folded_until(), 1)
    return sizes[0][0] if sizes else None


def any_until(position: int) -> bool:
    """Whether a chunk waits that begins no later."""
    first = oldest()
    return first is not None and first <= position


def next_batch() -> list[Waiting]:
    """The oldest chunks that make a batch."""
    chunks = _chunks()
    chosen: list[int] = []
    total = 0
    for first, rows in chunks.sizes(positions.folded_until(), _CHUNKS):
        if chosen and total + rows > BATCH:
            break
        chosen.append(first)
        total += rows
    return chunks.between(chosen[0], chosen[-1]) if chosen else []


def waits_behind(chunks: Sequence[Waiting]) -> int:
    """Rows that wait behind ``chunks``, as far as the next batch goes."""
    last = chunks[-1]
    return sum(rows for _, rows in _chunks().sizes(last.first + last.rows, _CHUNKS))


def rows_of(chunks: Sequence[Waiting]) -> Columns:
    return joined([_rows(each) for each in chunks])


def placed(rows: Columns, first: int, *, run: str | None, received_at: datetime) -> Columns:
    """``rows`` as they stand in the journal from position ``first`` on."""
    count, arrived = length(rows), micros(received_at)
    resulted = rows["result_time"]
    return rows | {
        "position": np.arange(first, first + count),
        "received_at": constant("received_at", arrived, count),
        "result_time": np.where(resulted == NONE, arrived, resulted),
        "run": constant("run", run, count),
    }


def _rows(each: Waiting) -> Columns:
    arrived = moment(each.received_at)
    return placed(chunk.decoded(each.payload), each.first, run=each.run, received_at=arrived)


def drop(chunks: Sequence[Waiting]) -> None:
    """They are folded, which the caller's transaction says; a file forgets them after that."""
    last = chunks[-1]
    until = last.first + last.rows
    positions.folded(until)
    forget = partial(_chunks().drop, until)
    if _is_beside():
        transaction.on_commit(forget, robust=True)
    else:
        forget()


def arrived(chunks: Sequence[Waiting]) -> datetime:
    """City time of the newest arrival."""
    return moment(max(each.received_at for each in chunks))
