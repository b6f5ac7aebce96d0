"""What a data set's rows are made of. Pure.

Names are those of the source, in any script; none begins with an underscore, which is kept for what
stands beside the rows in a file, and none differs from another by case alone.
"""

from collections.abc import Iterator
from typing import Literal

import msgspec

from simin.kit.errors import RejectedError

type ColumnType = Literal["number", "integer", "text", "time", "boolean", "geometry"]

#: How each type stands in a file. Times are UTC; a geometry is WKT, WGS 84.
SQL: dict[str, str] = {
    "number": "DOUBLE",
    "integer": "BIGINT",
    "text": "VARCHAR",
    "time": "TIMESTAMP",
    "boolean": "BOOLEAN",
    "geometry": "VARCHAR",
}
LONGEST_NAME = 200
MOST_COLUMNS = 1000


class Column(msgspec.Struct, frozen=True, kw_only=True):
    """One column. Words are by language."""

    name: str
    type: Literal["number", "integer", "text", "time", "boolean", "geometry"] = "text"
    title: dict[str, str] = {}
    unit: str | None = None
    #: Value to what it means.
    codes: dict[str, dict[str, str]] = {}


class Schema(msgspec.Struct, frozen=True, kw_only=True):
    """The columns, which of them are the natural key, and which say where."""

    columns: tuple[Column, ...]
    #: Empty: whoever hands rows over brings their keys.
    key: tuple[str, ...] = ()
    longitude: str | None = None
    latitude: str | None = None
    geometry: str | None = None

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)

    @property
    def spatial(self) -> bool:
        return bool(self.geometry or self.longitude)

    @property
    def shape(self) -> object:
        """What a file depends on; titles and codes it does not."""
        types = [(column.name, column.type) for column in self.columns]
        return types, self.key, self.longitude, self.latitude, self.geometry

    def column(self, name: str) -> Column:
        """Raises ``RejectedError`` for a name that is none."""
        for column in self.columns:
            if column.name == name:
                return column
        known = ", ".join(self.names)
        raise RejectedError("column", f"{name!r:.100} is none of: {known:.500}")

    def faults(self) -> Iterator[tuple[str, str]]:
        """Key of the declaration and what is wrong with it."""
        if not 1 <= len(self.columns) <= MOST_COLUMNS:
            yield "columns", f"between 1 and {MOST_COLUMNS} are needed"
        yield from _wrong_names(self.names)
        types = {column.name: column.type for column in self.columns}
        for name in self.key:
            if name not in types:
                yield "key", f'"{name}" is no column'
        yield from self._wrong_places(types)

    def _wrong_places(self, types: dict[str, ColumnType]) -> Iterator[tuple[str, str]]:
        if bool(self.longitude) != bool(self.latitude):
            yield "longitude", "longitude and latitude belong together"
        for key, name in (("longitude", self.longitude), ("latitude", self.latitude)):
            if name and types.get(name) != "number":
                yield key, f'"{name}" is no column of numbers'
        if self.geometry and types.get(self.geometry) != "geometry":
            yield "geometry", f'"{self.geometry}" is no column of type geometry'


def _wrong_names(names: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    seen: set[str] = set()
    for name in names:
        if not name or len(name) > LONGEST_NAME or not name.isprintable():
            yield "columns", f"{name!r:.50} is no name of a column"
        elif name.startswith("_"):
            yield "columns", f'"{name}" begins with an underscore'
        elif name.casefold() in seen:
            yield "columns", f'"{name}" stands twice'
        seen.add(name.casefold())


def quoted(name: str) -> str:
    """A column's name as SQL takes it, whatever it holds."""
    return '"' + name.replace('"', '""') + '"'
