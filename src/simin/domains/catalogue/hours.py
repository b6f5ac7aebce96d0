"""Counts and numbers of rows by the hours of a column of times: what a window can be made of."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import msgspec

from simin.domains.catalogue.asking import ask
from simin.domains.catalogue.models import Version
from simin.domains.catalogue.question import Question, condition
from simin.domains.catalogue.schema import Schema, quoted
from simin.kit.errors import RejectedError

#: Hours of all groups together.
MOST_HOURS = 250_000


@dataclass(frozen=True, slots=True, kw_only=True)
class RowsOfHour:
    """The rows of one hour in one group; numbers are of a column, 0 and none without one.

    Where a column is asked for, rows that are empty in it are not counted.
    """

    start: datetime
    group: str | None
    count: int
    total: float
    lowest: float | None
    highest: float | None


def by_hour(
    of: Version, question: Question, *, time: str, by: str = "", column: str = ""
) -> list[RowsOfHour]:
    """Oldest first. Raises ``RejectedError`` naming the column."""
    schema = msgspec.convert(of.schema, Schema)
    where, values = condition(schema, question)
    if schema.column(time).type != "time":
        raise RejectedError(time, "is no column of times")
    hour = f"date_trunc('hour', {quoted(time)})"
    group = quoted(schema.column(by).name) if by else "NULL"
    told = quoted(schema.column(column).name) if column else "0"
    found = ask(
        of,
        f"SELECT {hour}, {group}, count({told}), sum({told}), min({told}), max({told}) "
        f"FROM everything WHERE {where} AND {quoted(time)} IS NOT NULL "
        f"GROUP BY 1, 2 ORDER BY 1 LIMIT {MOST_HOURS}",
        values,
    )
    return [_read(row) for row in found]


def _read(row: tuple[Any, ...]) -> RowsOfHour:
    start, group, count, total, lowest, highest = row
    return RowsOfHour(
        start=start.replace(tzinfo=UTC),
        group=None if group is None else str(group),
        count=int(count),
        total=float(total or 0),
        lowest=None if lowest is None else float(lowest),
        highest=None if highest is None else float(highest),
    )
