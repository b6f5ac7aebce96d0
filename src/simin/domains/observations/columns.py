"""Rows of the journal as numpy columns: the form in which batches are judged, kept and read.

Times are microseconds since 1970, UTC. ``NONE`` stands for no time and no feature, NaN for no
result, an empty text for no flag, None for no other text. Pure: nothing here touches the database.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

type Column = NDArray[Any]
type Columns = dict[str, Column]

#: Also what numpy calls not-a-time, so that a view as ``datetime64`` has nulls at the same places.
NONE = int(np.iinfo(np.int64).min)

TIMES = ("phenomenon_time", "phenomenon_end", "result_time", "received_at", "recorded_at")
NUMBERS = ("position", "observation", "datastream_id", "feature")
FLAGS = ("deleted", "counts")
TEXTS = ("quality", "run", "extra")
#: Every column of a row, in the order of its table.
COLUMNS = (
    "position",
    "observation",
    "datastream_id",
    "phenomenon_time",
    "phenomenon_end",
    "result_time",
    "received_at",
    "result",
    "quality",
    "recorded_at",
    "run",
    "feature",
    "extra",
    "deleted",
    "counts",
)
#: What two versions of an observation say.
SAID = ("phenomenon_end", "result", "quality", "feature", "extra", "deleted")

_DEFAULTS: dict[str, object] = {
    **dict.fromkeys(TIMES + NUMBERS, NONE),
    "result": np.nan,
    "quality": "",
    "run": None,
    "extra": None,
    "deleted": False,
    "counts": True,
}
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def dtype(name: str) -> type[Any]:
    if name in TIMES or name in NUMBERS:
        return np.int64
    if name == "result":
        return np.float64
    return np.bool_ if name in FLAGS else np.object_


def default(name: str) -> object:
    return _DEFAULTS[name]


def constant(name: str, value: object, count: int) -> Column:
    filled = np.empty(count, dtype(name))
    filled[:] = value
    return filled


def whole(given: Mapping[str, Column], count: int) -> Columns:
    """``given`` with every column there is; those not given have their default."""
    return {
        name: np.asarray(given[name], dtype(name))
        if name in given
        else constant(name, default(name), count)
        for name in COLUMNS
    }


def length(rows: Mapping[str, Column]) -> int:
    return len(rows["datastream_id"])


def taken(rows: Mapping[str, Column], index: Column) -> Columns:
    """The rows at ``index`` (numbers or a mask)."""
    return {name: values[index] for name, values in rows.items()}


def joined(parts: Sequence[Columns]) -> Columns:
    if len(parts) == 1:
        return parts[0]
    names = parts[0] if parts else COLUMNS
    return {
        name: np.concatenate([part[name] for part in parts]) if parts else np.empty(0, dtype(name))
        for name in names
    }


def empty() -> Columns:
    return whole({}, 0)


def from_rows(found: Iterable[Sequence[Any]], names: Sequence[str] = COLUMNS) -> Columns:
    """Rows as a database gives them, in the order of ``names``, as columns."""
    by_column = list(zip(*found, strict=True)) or [()] * len(names)
    return {name: from_values(name, values) for name, values in zip(names, by_column, strict=True)}


def from_values(name: str, values: Sequence[Any]) -> Column:
    if name in TIMES:
        return np.fromiter(map(micros_or_none, values), np.int64, len(values))
    if name in NUMBERS or name == "result":
        none = default(name)
        known = [none if value is None else value for value in values]
        return np.array(known, dtype(name))
    column = np.empty(len(values), dtype(name))
    column[:] = values
    return column


@lru_cache(8192)
def micros(at: datetime) -> int:
    """``at`` in microseconds; a time without a zone, as SQLite gives it, is UTC."""
    aware = at if at.tzinfo else at.replace(tzinfo=UTC)
    return (aware - _EPOCH) // _MICROSECOND


def micros_or_none(at: datetime | None) -> int:
    return NONE if at is None else micros(at)


@lru_cache(8192)
def moment(at: int) -> datetime:
    return _EPOCH + timedelta(microseconds=at)


def moment_or_none(at: int) -> datetime | None:
    return None if at == NONE else moment(int(at))


def plain(name: str, values: Column) -> list[Any]:
    """The values of a column as Python has them: aware times, None where there is none."""
    if name in TIMES:
        return [moment_or_none(at) for at in values.tolist()]
    if name in NUMBERS or name == "result":
        absent = np.isnan(values) if name == "result" else values == NONE
        if absent.any():
            plain = values.astype(np.object_)
            plain[absent] = None
            return cast(list[Any], plain.tolist())
    return cast(list[Any], values.tolist())


def plain_rows(rows: Columns, names: Sequence[str] = COLUMNS) -> list[tuple[Any, ...]]:
    return list(zip(*(plain(name, rows[name]) for name in names), strict=True))
