"""How a batch lies in the journal until it is folded: its columns as bytes, one row for all.

Columns that have their default everywhere take no room; texts, which are rare, stand by the index
of their row. Nothing is compressed: a chunk lives for a second, and compressing would cost more
than everything else that happens to it.
"""

from typing import Any

import msgspec
import numpy as np

from simin.domains.observations.columns import (
    TEXTS,
    Column,
    Columns,
    constant,
    default,
    dtype,
    whole,
)

#: What an arriving row may have of itself; the rest is given to it.
ARRIVING = (
    "datastream_id",
    "phenomenon_time",
    "phenomenon_end",
    "result_time",
    "result",
    "quality",
    "recorded_at",
    "feature",
    "extra",
    "deleted",
    "observation",
)


class Texts(msgspec.Struct, array_like=True):
    """The rows that have one, and what it is."""

    rows: list[int]
    texts: list[str]


class Payload(msgspec.Struct):
    """What a chunk holds."""

    count: int
    numbers: dict[str, bytes]
    texts: dict[str, Texts]


def encoded(rows: Columns, count: int) -> bytes:
    """``rows`` with any of the ``ARRIVING`` columns."""
    told = {name: rows[name] for name in ARRIVING if name in rows and _is_told(name, rows[name])}
    numbers = {
        name: np.ascontiguousarray(values, dtype(name)).tobytes()
        for name, values in told.items()
        if name not in TEXTS
    }
    texts = {name: _texts(name, values) for name, values in told.items() if name in TEXTS}
    return msgspec.msgpack.encode(Payload(count, numbers, texts))


def decoded(payload: bytes) -> Columns:
    """Every column; those that an arriving row does not have are at their default."""
    found = msgspec.msgpack.decode(payload, type=Payload)
    given: dict[str, Any] = {
        name: np.frombuffer(values, dtype(name)) for name, values in found.numbers.items()
    }
    for name, texts in found.texts.items():
        given[name] = constant(name, default(name), found.count)
        given[name][texts.rows] = texts.texts
    return whole(given, found.count)


def _is_told(name: str, values: Column) -> bool:
    if name == "result":
        return True
    return bool((values != default(name)).any())


def _texts(name: str, values: Column) -> Texts:
    rows = np.flatnonzero(values != default(name))
    return Texts(rows.tolist(), values[rows].tolist())
