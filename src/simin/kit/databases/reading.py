"""Runs one query in a thread: rows are taken in parts until there are enough, or too many bytes."""

import datetime
from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import msgspec

from simin.kit.databases.query import Query, Reply, names_in
from simin.kit.http import AnswerTooLargeError

if TYPE_CHECKING:
    from sqlalchemy import CursorResult, Engine, TextClause

#: Rows fetched at a time.
_PART = 500


def read(engine: "Engine", query: Query, most_bytes: int) -> bytes:
    """The reply as JSON. Raises what SQLAlchemy raises, and ``AnswerTooLargeError``."""
    with engine.connect().execution_options(stream_results=True) as connection:
        result = connection.execute(_bound(query), _asked(query))
        return msgspec.json.encode(_reply(result, query.most, most_bytes))


def _bound(query: Query) -> "TextClause":
    """Untyped parameters, so that a text is compared as what it is compared with."""
    from sqlalchemy import bindparam, text  # noqa: PLC0415
    from sqlalchemy.types import NullType  # noqa: PLC0415

    names = sorted(names_in(query.statement))
    untyped = [bindparam(name, type_=NullType()) for name in names]
    return text(query.statement).bindparams(*untyped)


def _asked(query: Query) -> Mapping[str, Any]:
    return {name: query.parameters[name] for name in names_in(query.statement)}


def _reply(result: "CursorResult[Any]", most: int, most_bytes: int) -> Reply:
    rows: list[list[Any]] = []
    size = 0
    for part in result.partitions(_PART):
        plain = [[_plain(value) for value in row] for row in part]
        size += len(msgspec.json.encode(plain))
        if size > most_bytes:
            raise AnswerTooLargeError(f"the rows are more than {most_bytes} bytes")
        rows += plain
        if len(rows) > most:
            break
    return Reply(columns=list(result.keys()), rows=rows[:most], more=len(rows) > most)


def _plain(value: Any) -> Any:
    """As JSON has it; what we do not know of a driver's types becomes its text."""
    if value is None or isinstance(value, str | int | float | bool | list | dict):
        return value
    if isinstance(value, bytes | bytearray | memoryview):
        return bytes(value).hex()
    if isinstance(value, datetime.datetime | datetime.date | datetime.time):
        return value.isoformat()
    return format(value, "f") if isinstance(value, Decimal) else str(value)
