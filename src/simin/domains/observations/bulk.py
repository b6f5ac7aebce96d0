"""Many rows in one statement, in the SQL that SQLite and PostgreSQL share.

The ORM builds an object and a compiled statement for each row, which costs ten times the row
itself; a batch of observations writes three or four tables. Table and column names come from the
models, values always travel as parameters.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from itertools import batched
from typing import cast

from django.db import connection, models

#: Rows of keys in one statement: SQLite takes at least 32,766 parameters.
_KEYS = 500

type Value = int | float | str | datetime | None
type Row = Sequence[Value]
type Range = tuple[int, datetime, datetime]


@lru_cache(4096)
def instant(at: datetime | None) -> datetime | str | None:
    """``at`` as the database wants it; remembered, since the rows of a batch share their times."""
    return (
        None if at is None else cast(datetime | str, connection.ops.adapt_datetimefield_value(at))
    )


def aware(at: datetime) -> datetime:
    """``at`` as read; SQLite drops the zone, which is UTC."""
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at


def table(model: type[models.Model]) -> str:
    return connection.ops.quote_name(model._meta.db_table)


def insert(model: type[models.Model], columns: Sequence[str], rows: Sequence[Row]) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(_insert(model, columns), rows)


def upsert(
    model: type[models.Model], key: Sequence[str], merge: dict[str, str], rows: Sequence[Row]
) -> None:
    """Insert ``rows`` of ``key`` and then ``merge`` columns; where the key is known, merge them.

    ``merge`` maps a column to an expression over ``old.`` (the kept row) and ``new.``.
    """
    if not rows:
        return
    quote = connection.ops.quote_name
    names = {"old.": f"{table(model)}.", "new.": "excluded."}
    changes = ", ".join(f"{quote(name)} = {_named(sql, names)}" for name, sql in merge.items())
    conflict = ", ".join(map(quote, key))
    statement = f"{_insert(model, [*key, *merge])} ON CONFLICT ({conflict}) DO UPDATE SET {changes}"
    with connection.cursor() as cursor:
        cursor.executemany(statement, rows)


def add(model: type[models.Model], key: str, column: str, amounts: Mapping[int, int]) -> None:
    """Add to ``column`` of kept rows; ``amounts`` by key."""
    quote = connection.ops.quote_name
    statement = (
        f"UPDATE {table(model)} SET {quote(column)} = {quote(column)} + %s "  # noqa: S608
        f"WHERE {quote(key)} = %s"
    )
    with connection.cursor() as cursor:
        cursor.executemany(statement, [(amount, value) for value, amount in amounts.items()])


def replaced(columns: Iterable[str]) -> dict[str, str]:
    """``merge`` that takes the new value of every column."""
    return {name: f'new."{name}"' for name in columns}


def select_ranges(
    model: type[models.Model],
    time: str,
    columns: Sequence[str],
    ranges: Iterable[Range],
    order: str,
) -> Iterator[tuple[object, ...]]:
    """For each range (datastream, from, before) its number and the rows in it.

    One probe of the index (datastream, time) for each range, never a scan: CROSS JOIN keeps SQLite
    from turning the loops round.
    """
    picked = ", ".join(f"seen.{connection.ops.quote_name(name)}" for name in columns)
    for part in batched(enumerate(ranges), _KEYS):
        keys = ", ".join(["(%s, %s, %s, %s)"] * len(part))
        with connection.cursor() as cursor:
            cursor.execute(
                f"WITH wanted(number, datastream, since, before) AS (VALUES {keys}) "  # noqa: S608
                f"SELECT wanted.number, {picked} FROM wanted CROSS JOIN {table(model)} AS seen "
                "WHERE seen.datastream_id = wanted.datastream "
                f"AND seen.{time} >= wanted.since AND seen.{time} < wanted.before "
                f"ORDER BY wanted.number, seen.{order}",
                [
                    value
                    for number, (datastream, since, before) in part
                    for value in (number, datastream, instant(since), instant(before))
                ],
            )
            yield from cursor.fetchall()


def _insert(model: type[models.Model], columns: Sequence[str]) -> str:
    names = ", ".join(map(connection.ops.quote_name, columns))
    marks = ", ".join(["%s"] * len(columns))
    return f"INSERT INTO {table(model)} ({names}) VALUES ({marks})"  # noqa: S608


def _named(expression: str, names: dict[str, str]) -> str:
    for name, real in names.items():
        expression = expression.replace(name, real)
    return expression
