"""Read the catalogue and the rows of data sets.

Bounded in time, memory and rows. A cursor remembers the version in which a reader began, so that
what comes meanwhile shifts nothing.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import msgspec
from django.db.models import OuterRef, Subquery

from simin.domains.catalogue.asking import ask, read, seen
from simin.domains.catalogue.changing import ChangedRow, cursor_versions, rows_changed
from simin.domains.catalogue.columns import fault_of
from simin.domains.catalogue.cursor import after, behind, cursor_after, cursor_version, order
from simin.domains.catalogue.errors import UnknownDatasetError, UnknownVersionError
from simin.domains.catalogue.exporting import Part, parts_of_rows, write_parquet
from simin.domains.catalogue.filtering import column_of, name_of
from simin.domains.catalogue.folder import root as files_root
from simin.domains.catalogue.grouping import MOST_GROUPS, Measure, aggregate, distinct
from simin.domains.catalogue.history import (
    changes,
    daily,
    new_columns,
    schema_changes,
    standing,
    versions,
)
from simin.domains.catalogue.hours import RowsOfHour, by_hour
from simin.domains.catalogue.models import Dataset, Version
from simin.domains.catalogue.placing import Box, Near
from simin.domains.catalogue.profile import profiles
from simin.domains.catalogue.question import Filter, Question, condition
from simin.domains.catalogue.schema import Column, Schema, quoted
from simin.domains.catalogue.use import uses
from simin.domains.catalogue.windows import FURTHEST, by_key, window
from simin.kit.paging import PAGE_LIMIT, Page, checked_limit

__all__ = [
    "FURTHEST",
    "MOST_GROUPS",
    "Box",
    "ChangedRow",
    "Column",
    "Dataset",
    "Filter",
    "Measure",
    "Near",
    "Part",
    "Question",
    "RowsOfHour",
    "Schema",
    "Version",
    "aggregate",
    "bounds",
    "by_hour",
    "by_key",
    "changes",
    "column_of",
    "count",
    "cursor_version",
    "cursor_versions",
    "daily",
    "dataset",
    "datasets",
    "distinct",
    "files_root",
    "fits",
    "is_current",
    "name_of",
    "new_columns",
    "of_feed",
    "parts_of_rows",
    "places",
    "profiles",
    "repeated",
    "rows",
    "rows_changed",
    "rows_now",
    "sample",
    "schema_changes",
    "schema_of",
    "seen",
    "standing",
    "stream",
    "uses",
    "version",
    "versions",
    "window",
    "write_parquet",
]

type Row = dict[str, Any]

#: Most rows of which some are drawn, rather than the first.
DRAWN_FROM = 500_000


@dataclass(frozen=True)
class Listed:
    """A data set and its newest version, if it has any."""

    dataset: Dataset
    newest: Version | None


def datasets() -> list[Listed]:
    """All data sets, each with its newest version that is whole."""
    last = Version.readable.filter(dataset=OuterRef("id")).order_by("-number").values("id")[:1]
    found = list(Dataset.objects.annotate(newest=Subquery(last)).order_by("id"))
    versions = Version.objects.defer("schema", "files").in_bulk([each.newest for each in found])
    return [Listed(each, versions.get(each.newest)) for each in found]


def dataset(name: str) -> Dataset:
    """Raises ``UnknownDatasetError``."""
    found = Dataset.objects.filter(id=name).first()
    if found is None:
        raise UnknownDatasetError(name)
    return found


def of_feed(feed: str) -> list[Dataset]:
    """The data sets that hold the rows of ``feed``."""
    return list(Dataset.objects.filter(feed=feed))


def is_current(told: Dataset) -> bool:
    """Whether its newest version, whole or not, has the shape that it is declared with."""
    newest = Version.objects.filter(dataset=told).order_by("-number").first()
    return newest is not None and schema_of(newest).shape == schema_of(told).shape


def fits(told: Dataset, row: Mapping[str, Any]) -> bool:
    """Whether ``row`` fits what the data set is declared with."""
    schema = schema_of(told)
    return fault_of(msgspec.structs.replace(schema, key=()), row) is None


def rows_now(name: str) -> int:
    """Rows of the newest version, whole or not, counted in its files; 0 where there is none."""
    newest = Version.objects.filter(dataset=name).order_by("-number").first()
    return 0 if newest is None else count(newest, Question())


def version(name: str, number: int | None = None) -> Version:
    """That version or the newest. Raises ``UnknownVersionError``."""
    found = Version.readable.filter(dataset=name).order_by("-number")
    one = (found if number is None else found.filter(number=number)).first()
    if one is None:
        raise UnknownVersionError(name, number or 0)
    return one


def schema_of(told: Dataset | Version) -> Schema:
    return msgspec.convert(told.schema, Schema)


def rows(
    of: Version,
    question: Question,
    *,
    limit: int = 50,
    cursor: str | None = None,
    most: int = PAGE_LIMIT,
) -> Page[Row]:
    """A page of rows with their keys as ``_key``. Raises ``RejectedError`` naming the field."""
    schema = schema_of(of)
    last = after(of.number, question, cursor)
    where, values = condition(schema, question)
    beyond, more = behind(schema, question, last)
    names = ", ".join(map(quoted, ("_key", *schema.names)))
    found = ask(
        of,
        f"SELECT {names} FROM everything WHERE {where} AND {beyond} "
        f"ORDER BY {order(schema, question)} LIMIT {checked_limit(limit, most) + 1}",
        [*values, *more],
    )
    page = [dict(zip(("_key", *schema.names), row, strict=True)) for row in found]
    more_rows = len(page) > limit
    return Page(
        page[:limit], cursor_after(of.number, question, page[limit - 1]) if more_rows else None
    )


def count(of: Version, question: Question) -> int:
    """Exactly how many rows."""
    plain = not question.filters and question.where is None
    if plain and not question.box and not question.near:
        return of.rows
    where, values = condition(schema_of(of), question)
    return int(ask(of, f"SELECT count(*) FROM everything WHERE {where}", values)[0][0])


def sample(of: Version, most: int) -> list[Row]:
    """Up to ``most`` rows in no order: as many as are read first, so that all are never read."""
    names = schema_of(of).names
    statement = f"SELECT {', '.join(map(quoted, names))} FROM everything LIMIT {int(most)}"
    return [dict(zip(names, row, strict=True)) for row in ask(of, statement, [])]


def places(of: Version, most: int) -> list[tuple[float, float]]:
    """Longitude and latitude of up to ``most`` rows: some of everywhere where all can be read at
    once, else those that are read first."""
    schema = schema_of(of)
    if not schema.longitude or not schema.latitude:
        return []
    longitude, latitude = quoted(schema.longitude), quoted(schema.latitude)
    told = f"FROM everything WHERE {longitude} IS NOT NULL AND {latitude} IS NOT NULL"
    drawn = (
        f"SELECT * FROM (SELECT {longitude}, {latitude} {told}) "
        f"USING SAMPLE reservoir({int(most)} ROWS) REPEATABLE (1)"
    )
    first = f"SELECT {longitude}, {latitude} {told} LIMIT {int(most)}"
    return [(row[0], row[1]) for row in ask(of, drawn if of.rows <= DRAWN_FROM else first, [])]


def repeated(of: Version) -> int:
    """Rows that tell the same as another in all but their natural key: they double a total."""
    schema = schema_of(of)
    told = [quoted(name) for name in schema.names if name not in schema.key]
    if not told:
        return 0
    statement = f"SELECT count(*) - count(DISTINCT hash({', '.join(told)})) FROM everything"
    return int(ask(of, statement, [])[0][0])


def bounds(of: Version) -> Box | None:
    """Of all rows that have a place."""
    if not schema_of(of).spatial:
        return None
    told = "SELECT min(_west), min(_south), max(_east), max(_north) FROM everything"
    found = ask(of, told, [])[0]
    return None if found[0] is None else Box(*found)


def stream(of: Version, question: Question, *, most: int) -> Iterator[Row]:
    """Up to ``most`` rows, read as they are asked for."""
    schema = schema_of(of)
    where, values = condition(schema, question)
    names = ", ".join(map(quoted, schema.names))
    statement = (
        f"SELECT {names} FROM everything WHERE {where} "
        f"ORDER BY {order(schema, question)} LIMIT {int(most)}"
    )
    for row in read(of, statement, values):
        yield dict(zip(schema.names, row, strict=True))
