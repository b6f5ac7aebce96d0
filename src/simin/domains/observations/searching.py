"""Search all observations that count, by a condition in the SQL that DuckDB and PostgreSQL share.

The condition is put together by the program; what someone sent travels as parameters, each a ``?``.
Only what is asked for is read: DuckDB skips the segments, and inside them the groups of rows, that
cannot match.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from simin.domains.observations import bulk, hot, relation
from simin.domains.observations.columns import NONE, Columns, from_rows, length
from simin.domains.observations.models import Observation

#: Columns of a found row.
FOUND = (
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
)


@dataclass(frozen=True)
class Wanted:
    """What is searched for."""

    where: str
    parameters: Sequence[Any]
    order: str
    limit: int
    offset: int
    #: Times (since, before) that the condition asks for anyway: what is older or newer is not
    #: even looked at.
    within: tuple[datetime, datetime] | None = None
    #: The one observation that the condition asks for anyway.
    observation: int | None = None


def rows(wanted: Wanted) -> Columns:
    if connection.vendor == "postgresql":
        return _rows_in_postgresql(wanted)
    return relation.rows(
        f"SELECT {_names()} FROM counting WHERE {wanted.where} "  # noqa: S608 - ours, see above
        f"ORDER BY {wanted.order} LIMIT {wanted.limit:d} OFFSET {wanted.offset:d}",
        wanted.parameters,
        observation=wanted.observation,
    )


def count(wanted: Wanted) -> int:
    if connection.vendor == "postgresql":
        return _count_in_postgresql(wanted)
    return relation.count(wanted.where, wanted.parameters, within=wanted.within)


def newest(datastream: int, limit: int, sealed_until: int) -> Columns:
    """At most ``limit`` rows that count, newest phenomenon time first."""
    found = hot.newest(Observation.objects.filter(datastream_id=datastream, counts=True), limit)
    full = length(found) == limit
    if sealed_until == NONE or (full and found["phenomenon_time"][-1] > sealed_until):
        return found
    wanted = Wanted(
        "datastream_id = ?", [datastream], "phenomenon_time DESC, position DESC", limit, 0
    )
    return rows(wanted)


def _names() -> str:
    return ", ".join(FOUND)


def _rows_in_postgresql(wanted: Wanted) -> Columns:
    found = asked(
        f"SELECT {_names()} FROM {bulk.table(Observation)} "  # noqa: S608 - ours, see above
        f"WHERE counts AND ({wanted.where}) "
        f"ORDER BY {wanted.order} LIMIT {wanted.limit:d} OFFSET {wanted.offset:d}",
        wanted.parameters,
    )
    return from_rows(found, FOUND)


def _count_in_postgresql(wanted: Wanted) -> int:
    statement = (
        f"SELECT COUNT(*) FROM {bulk.table(Observation)} "  # noqa: S608 - ours, see above
        f"WHERE counts AND ({wanted.where})"
    )
    return int(asked(statement, wanted.parameters)[0][0])


def asked(statement: str, parameters: Sequence[Any]) -> list[tuple[Any, ...]]:
    """What PostgreSQL answers; parameters are ``?``, as DuckDB has them."""
    with connection.cursor() as cursor:
        cursor.execute(statement.replace("%", "%%").replace("?", "%s"), list(parameters))
        return list(cursor.fetchall())
