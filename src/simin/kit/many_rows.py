"""Writes thousands of rows of one table by one prepared statement.

The mapper's own ways build a statement of every value, which takes most of a second for ten
thousand rows. Names of tables and columns come from models, values are parameters, always. Never
here: what is written, and transactions, which are the caller's.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection
from django.db.models import Field, Model


def upsert(
    model: type[Model],
    rows: Iterable[tuple[Any, ...]],
    *,
    fields: Sequence[str],
    unique: Sequence[str],
    changing: Sequence[str],
) -> None:
    """Plain values (text, numbers, truth) of ``fields``; a row known by ``unique`` is changed."""
    columns = [_quoted(model, name) for name in fields]
    known = ", ".join(_quoted(model, name) for name in unique)
    other = ", ".join(f"{name} = excluded.{name}" for name in _all_quoted(model, changing))
    marks = ", ".join(["%s"] * len(columns))
    _execute(
        f"INSERT INTO {_table(model)} ({', '.join(columns)}) VALUES ({marks}) "  # noqa: S608 - ours
        f"ON CONFLICT ({known}) DO UPDATE SET {other}",
        list(rows),
    )


def insert(rows: Sequence[Model]) -> None:
    """New rows; their ids are for the database to give, and are not told."""
    if not rows:
        return
    model = type(rows[0])
    columns = [one for one in model._meta.concrete_fields if not one.primary_key]
    names = ", ".join(_all_quoted(model, [one.name for one in columns]))
    marks = ", ".join(["%s"] * len(columns))
    _execute(
        f"INSERT INTO {_table(model)} ({names}) VALUES ({marks})",  # noqa: S608 - ours
        [_prepared(row, columns) for row in rows],
    )


def update(rows: Sequence[Model], fields: Sequence[str]) -> None:
    """Write ``fields`` of rows that are there."""
    if not rows:
        return
    model = type(rows[0])
    columns = [_field(model, name) for name in fields]
    told = ", ".join(f"{name} = %s" for name in _all_quoted(model, fields))
    key = _field(model, "id")
    _execute(
        f"UPDATE {_table(model)} SET {told} WHERE {_quoted(model, 'id')} = %s",  # noqa: S608 - ours
        [_prepared(row, [*columns, key]) for row in rows],
    )


def _prepared(row: Model, columns: Iterable["Field[Any, Any]"]) -> tuple[Any, ...]:
    return tuple(
        column.get_db_prep_save(getattr(row, column.attname), connection) for column in columns
    )


def _execute(statement: str, rows: list[tuple[Any, ...]]) -> None:
    if rows:
        with connection.cursor() as cursor:
            cursor.executemany(statement, rows)


def _table(model: type[Model]) -> str:
    return str(connection.ops.quote_name(model._meta.db_table))


def _field(model: type[Model], name: str) -> "Field[Any, Any]":
    field = model._meta.get_field(name)
    assert isinstance(field, Field)
    return field


def _quoted(model: type[Model], name: str) -> str:
    return str(connection.ops.quote_name(str(_field(model, name).column)))


def _all_quoted(model: type[Model], names: Iterable[str]) -> list[str]:
    return [_quoted(model, name) for name in names]
