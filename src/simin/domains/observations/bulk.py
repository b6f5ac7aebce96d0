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
from typing import Any, cast

from django.db import connection, models

from simin.domains.observations.columns import TIMES, moment_or_none

#: Rows of one statement: ten columns of them stay under the parameters that SQLite takes (32,766).
_ROWS = 500
#: Rows from which it is faster to prepare a statement for one and repeat it.
_FEW = 50
#: Rows from which PostgreSQL takes them as a stream.
_MANY = 1000

type Value = int | float | str | datetime | None
type Row = Sequence[Value]
type Range = tuple[int, datetime, datetime]


@lru_cache(65_536)
def written(at: int) -> datetime | str | None:
    """A time of ``columns`` as the database wants it."""
    return instant(moment_or_none(at))


@lru_cache(8192)
def instant(at: datetime | None) -> datetime | str | None:
    """``at`` as the database wants it; remembered, since the rows of a batch share their times."""
    if at is None:
        return None
    return cast(datetime | str, connection.ops.adapt_datetimefield_value(at))


@lru_cache(65_536)
def stored(at: datetime | str) -> datetime:
    """``at`` as read by a bare cursor: SQLite gives text or drops the zone, which is UTC."""
    read = datetime.fromisoformat(at) if isinstance(at, str) else at
    return read.replace(tzinfo=UTC) if read.tzinfo is None else read


def read_times(names: Sequence[str], row: Sequence[Any]) -> list[Any]:
    """``row`` of a bare cursor with its times as moments."""
    return [
        stored(value) if name in TIMES and value is not None else value
        for name, value in zip(names, row, strict=True)
    ]


def insert(model: type[models.Model], columns: Sequence[str], rows: Sequence[Row]) -> None:
    if connection.vendor == "postgresql" and len(rows) >= _MANY:
        _copy(model, columns, rows)
        return
    _execute(f"INSERT INTO {table(model)} ({_names(columns)}) VALUES {{rows}}", rows)


def _copy(model: type[models.Model], columns: Sequence[str], rows: Sequence[Row]) -> None:
    """PostgreSQL takes rows as a stream several times as fast as in statements."""
    with connection.cursor() as cursor:
        into = f"COPY {table(model)} ({_names(columns)}) FROM STDIN"
        with cursor.cursor.copy(into) as stream:
            for row in rows:
                stream.write_row(row)


def upsert(
    model: type[models.Model], key: Sequence[str], merge: Mapping[str, str], rows: Sequence[Row]
) -> None:
    """Insert ``rows`` of ``key`` and then ``merge`` columns; where the key is known, merge them.

    ``merge`` maps a column to an expression over ``old.`` (the kept row) and ``new.``. No key may
    stand twice in ``rows``.
    """
    kept = table(model)
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


def add(model: type[models.Model], key: str, columns: Sequence[str], rows: Sequence[Row]) -> None:
    """Add to ``columns`` of kept rows; ``rows`` are the key and what to add to each."""
    changes = ", ".join(
        f"{_names([name])} = {_names([name])} + added.column{number}"
        for number, name in enumerate(columns, start=2)
    )
    _execute(
        f"UPDATE {table(model)} SET {changes} "
        f"FROM (VALUES {{rows}}) AS added WHERE {_names([key])} = added.column1",
        rows,
    )


def raise_to(model: type[models.Model], key: str, column: str, rows: Sequence[Row]) -> None:
    """Set ``column`` of kept rows to what ``rows`` (key, value) say, where that is more."""
    name = _names([column])
    _execute(
        f"UPDATE {table(model)} SET {name} = CASE WHEN {name} > added.column2 THEN {name} "
        f"ELSE added.column2 END FROM (VALUES {{rows}}) AS added "
        f"WHERE {_names([key])} = added.column1",
        rows,
    )


def delete(model: type[models.Model], key: Sequence[str], rows: Sequence[Row]) -> None:
    """Delete the rows with these values of ``key``."""
    wanted = f"({_names(key)}) IN (VALUES {{rows}})"
    _execute(f"DELETE FROM {table(model)} WHERE {wanted}", rows)


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
        return f"LATERAL (SELECT * FROM {table(model)} WHERE {within} OFFSET 0) AS seen"
    return f"{table(model)} AS seen WHERE {within}"


def _execute(statement: str, rows: Sequence[Row]) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite" and len(rows) > _FEW and _is_one_row_each(statement):
            cursor.executemany(_filled(statement, rows[:1]), rows)
            return
        for part in batched(rows, _ROWS):
            cursor.execute(_filled(statement, part), list(chain.from_iterable(part)))


def _is_one_row_each(statement: str) -> bool:
    """Whether SQLite may prepare it once and take row by row, which is faster for many."""
    return " AS added" not in statement


def _filled(statement: str, rows: Sequence[Row]) -> str:
    row = f"({', '.join(['%s'] * len(rows[0]))})"
    return statement.format(rows=", ".join([row] * len(rows)))


def table(model: type[models.Model]) -> str:
    """Its name, quoted."""
    return connection.ops.quote_name(model._meta.db_table)


def _names(columns: Iterable[str]) -> str:
    return ", ".join(map(connection.ops.quote_name, columns))
