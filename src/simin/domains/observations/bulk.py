"""Many rows in one statement, in the SQL that SQLite and PostgreSQL share.

The ORM builds an object and a compiled expression for each value, which costs ten times the row
itself; a batch of observations writes three or four tables. Table and column names come from the
models, values always travel as parameters.
"""

# ruff: noqa: S608 - only names of our own models are put into statements
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from itertools import batched, chain
from typing import cast

from django.db import connection, models

#: Rows of one statement: ten columns of them stay under the parameters that SQLite takes (32,766).
_ROWS = 500

type Value = int | float | str | datetime | None
type Row = Sequence[Value]
type Range = tuple[int, datetime, datetime]


@lru_cache(4096)
def instant(at: datetime | None) -> datetime | str | None:
    """``at`` as the database wants it; remembered, since the rows of a batch share their times."""
    if at is None:
        return None
    return cast(datetime | str, connection.ops.adapt_datetimefield_value(at))


def aware(at: datetime) -> datetime:
    """``at`` as read; SQLite drops the zone, which is UTC."""
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at


def insert(model: type[models.Model], columns: Sequence[str], rows: Sequence[Row]) -> None:
    _execute(f"INSERT INTO {_table(model)} ({_names(columns)}) VALUES {{rows}}", rows)


def upsert(
    model: type[models.Model], key: Sequence[str], merge: Mapping[str, str], rows: Sequence[Row]
) -> None:
    """Insert ``rows`` of ``key`` and then ``merge`` columns; where the key is known, merge them.

    ``merge`` maps a column to an expression over ``old.`` (the kept row) and ``new.``. No key may
    stand twice in ``rows``.
    """
    kept = _table(model)
    changes = ", ".join(
        f"{_names([name])} = {sql.replace('old.', f'{kept}.').replace('new.', 'excluded.')}"
        for name, sql in merge.items()
    )
    _execute(
        f"INSERT INTO {kept} ({_names([*key, *merge])}) VALUES {{rows}} "
        f"ON CONFLICT ({_names(key)}) DO UPDATE SET {changes}",
        rows,
    )


def replaced(columns: Iterable[str]) -> dict[str, str]:
    """``merge`` that takes the new value of every column."""
    return {name: f'new."{name}"' for name in columns}


def add(model: type[models.Model], key: str, column: str, amounts: Mapping[int, int]) -> None:
    """Add to ``column`` of kept rows; ``amounts`` by key."""
    name = _names([column])
    _execute(
        f"UPDATE {_table(model)} SET {name} = {name} + added.column2 "
        f"FROM (VALUES {{rows}}) AS added WHERE {_names([key])} = added.column1",
        list(amounts.items()),
    )


def select_ranges(
    model: type[models.Model],
    time: str,
    columns: Sequence[str],
    ranges: Iterable[Range],
    order: str,
) -> Iterator[tuple[object, ...]]:
    """For each range (datastream, from, before) its number and the rows in it, in ``order``.

    One probe of the index (datastream, time) for each range, never a scan.
    """
    picked = ", ".join(f"seen.{_names([name])}" for name in columns)
    statement = (
        "WITH wanted(number, datastream, since, before) AS (VALUES {rows}) "
        f"SELECT wanted.number, {picked} FROM wanted CROSS JOIN {_probe(model, time)} "
        f"ORDER BY wanted.number, seen.{order}"
    )
    rows = [
        (number, datastream, instant(since), instant(before))
        for number, (datastream, since, before) in enumerate(ranges)
    ]
    for part in batched(rows, _ROWS):
        with connection.cursor() as cursor:
            cursor.execute(_filled(statement, part), list(chain.from_iterable(part)))
            yield from cursor.fetchall()


def _probe(model: type[models.Model], time: str) -> str:
    """The rows of a ``wanted`` range, so that no planner turns the loops round into a scan.

    SQLite keeps the order of a CROSS JOIN; PostgreSQL keeps a subquery that has an OFFSET.
    """
    within = f"datastream_id = wanted.datastream AND {time} >= since AND {time} < before"
    if connection.vendor == "postgresql":
        return f"LATERAL (SELECT * FROM {_table(model)} WHERE {within} OFFSET 0) AS seen"
    return f"{_table(model)} AS seen WHERE {within}"


def _execute(statement: str, rows: Sequence[Row]) -> None:
    with connection.cursor() as cursor:
        for part in batched(rows, _ROWS):
            cursor.execute(_filled(statement, part), list(chain.from_iterable(part)))


def _filled(statement: str, rows: Sequence[Row]) -> str:
    row = f"({', '.join(['%s'] * len(rows[0]))})"
    return statement.format(rows=", ".join([row] * len(rows)))


def _table(model: type[models.Model]) -> str:
    return connection.ops.quote_name(model._meta.db_table)


def _names(columns: Iterable[str]) -> str:
    return ", ".join(map(connection.ops.quote_name, columns))
