"""Values of a row as the text formats write them. Pure."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from simin.domains.catalogue.queries import Schema
from simin.kit.spreadsheet_cell import guarded


def utc(at: datetime) -> str:
    """Times of rows are UTC and carry no zone."""
    return f"{at.isoformat()}Z"


def as_it_is(value: Any) -> Any:
    return value


def readers(schema: Schema, columns: Sequence[str]) -> list[Callable[[Any], Any]]:
    """One for each column: a text for CSV, None for an empty cell."""
    types = {column.name: column.type for column in schema.columns}
    return [_CSV.get(types[name], as_it_is) for name in columns]


_CSV: dict[str, Callable[[Any], Any]] = {
    "text": lambda value: value if value is None else guarded(value),
    "geometry": lambda value: value if value is None else guarded(value),
    "time": lambda value: value if value is None else utc(value),
    "boolean": lambda value: value if value is None else str(value).lower(),
}
