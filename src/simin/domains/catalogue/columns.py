"""Rows become typed columns for a file; a row that does not fit the schema costs only itself. Pure.

Values come from mappings (already typed) or from text files and JSON (as text). Nothing is guessed:
a text that is no number is refused with the column's name.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from math import isfinite
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from simin.domains.catalogue.schema import Column, Schema
from simin.kit.errors import RejectedError

_WHOLE = 2**63
_TRUE, _FALSE = {"true", "1", "yes", "y"}, {"false", "0", "no", "n"}
#: Bounds of a row, for the search by place.
BOUNDS = ("_west", "_south", "_east", "_north")


@dataclass
class Gathered:
    """Rows of one file in the making, by column."""

    schema: Schema
    keys: list[str] = field(default_factory=list)
    values: dict[str, list[Any]] = field(default_factory=dict)
    gone: list[bool] = field(default_factory=list)
    bounds: list[tuple[float, float, float, float] | None] = field(default_factory=list)
    #: Key and reason of rows that do not fit.
    refused: list[tuple[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.values = {column.name: [] for column in self.schema.columns}

    def __len__(self) -> int:
        return len(self.keys)

    def take(self, key: str, row: Mapping[str, Any]) -> None:
        try:
            read = [_read(column, row.get(column.name)) for column in self.schema.columns]
            bounds = _bounds(self.schema, dict(zip(self.values, read, strict=True)))
        except RejectedError as error:
            self.refused.append((key, str(error)))
            return
        self._append(key, read, bounds, gone=False)

    def drop(self, key: str) -> None:
        """The row of this key is gone."""
        self._append(key, [None] * len(self.values), None, gone=True)

    def _append(
        self,
        key: str,
        read: Iterable[Any],
        bounds: tuple[float, float, float, float] | None,
        *,
        gone: bool,
    ) -> None:
        self.keys.append(key)
        self.gone.append(gone)
        self.bounds.append(bounds)
        for name, value in zip(self.values, read, strict=True):
            self.values[name].append(value)

    def arrays(self) -> dict[str, NDArray[Any]]:
        """For the engine, under names that need no quoting: ``c0``, ``c1`` …"""
        arrays: dict[str, NDArray[Any]] = {
            "_key": np.array(self.keys, dtype=object),
            "_gone": np.array(self.gone, dtype=np.bool_),
        }
        for place, column in enumerate(self.schema.columns):
            arrays[f"c{place}"] = _array(column, self.values[column.name])
        for place, name in enumerate(BOUNDS):
            edges = [None if each is None else each[place] for each in self.bounds]
            arrays[name] = _masked(edges, np.float64, 0.0)
        return arrays


def fault_of(schema: Schema, row: Mapping[str, Any]) -> tuple[str, str] | None:
    """The column of a row that does not fit, and why."""
    try:
        read = [_read(column, row.get(column.name)) for column in schema.columns]
        _bounds(schema, dict(zip(schema.names, read, strict=True)))
        if schema.key:
            natural_key(schema, row)
    except RejectedError as error:
        return error.field, error.reason
    return None


def natural_key(schema: Schema, row: Mapping[str, Any]) -> str:
    """The values of the key's columns, joined; raises ``RejectedError`` where all are empty."""
    parts = ["" if row.get(name) is None else str(row[name]).strip() for name in schema.key]
    if not any(parts):
        raise RejectedError("+".join(schema.key) or "key", "the key is empty")
    return "/".join(part.replace("\\", "\\\\").replace("/", "\\/") for part in parts)


def _read(column: Column, value: Any) -> Any:
    if value is None or (value == "" and column.type != "text"):
        return None
    try:
        return _READERS[column.type](value)
    except (TypeError, ValueError, OverflowError) as error:
        reason = f"{value!r:.60} is no value of type {column.type}"
        raise RejectedError(column.name, reason) from error


def _number(value: Any) -> float:
    result = float(value)
    if not isfinite(result):
        raise ValueError(value)
    return result


def _integer(value: Any) -> int:
    result = int(value) if isinstance(value, str | int) else int(_number(value))
    if result != float(value) or not -_WHOLE <= result < _WHOLE:
        raise ValueError(value)
    return result


def _text(value: Any) -> str:
    if isinstance(value, list):
        return "\n".join(map(_text, value))
    return str(value).encode(errors="replace").decode()


def _time(value: Any) -> datetime:
    moment = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
    if moment.tzinfo is None:
        raise ValueError(value)
    return moment.astimezone(UTC).replace(tzinfo=None)


def _boolean(value: Any) -> bool:
    said = str(value).strip().casefold()
    if said not in _TRUE | _FALSE:
        raise ValueError(value)
    return said in _TRUE


def _geometry(value: Any) -> str:
    try:
        return str(shapely.from_wkt(str(value)).wkt)
    except (shapely.errors.ShapelyError, AttributeError) as error:
        raise ValueError(value) from error


_READERS: dict[str, Callable[[Any], Any]] = {
    "number": _number,
    "integer": _integer,
    "text": _text,
    "time": _time,
    "boolean": _boolean,
    "geometry": _geometry,
}


def _bounds(schema: Schema, row: Mapping[str, Any]) -> tuple[float, float, float, float] | None:
    if schema.geometry:
        shape = row[schema.geometry]
        if shape is None or (known := shapely.from_wkt(shape)).is_empty:
            return None
        west, south, east, north = map(float, known.bounds)
    elif schema.longitude and schema.latitude:
        west, south = row[schema.longitude], row[schema.latitude]
        if west is None or south is None:
            return None
        east, north = west, south
    else:
        return None
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        raise RejectedError(
            schema.geometry or schema.longitude or "", "lies outside of longitude and latitude"
        )
    return west, south, east, north


def _array(column: Column, values: list[Any]) -> NDArray[Any]:
    match column.type:
        case "number":
            return _masked(values, np.float64, 0.0)
        case "integer":
            return _masked(values, np.int64, 0)
        case "boolean":
            return _masked(values, np.bool_, False)
        case "time":
            return _masked(values, "datetime64[us]", datetime(1970, 1, 1))  # noqa: DTZ001
        case _:
            return np.array(values, dtype=object)


def _masked(values: list[Any], kind: Any, filler: Any) -> NDArray[Any]:
    plain = np.array([filler if value is None else value for value in values], dtype=kind)
    return np.ma.masked_array(plain, mask=[value is None for value in values])
