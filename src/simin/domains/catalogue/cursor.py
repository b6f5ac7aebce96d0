"""Where the next page begins: after a row of a version, in an order. Pure."""

from datetime import datetime
from typing import Any

import msgspec

from simin.domains.catalogue.placing import Condition
from simin.domains.catalogue.question import Question, value
from simin.domains.catalogue.schema import Schema, quoted
from simin.kit.errors import RejectedError
from simin.kit.paging import seal, unseal


class After(msgspec.Struct, frozen=True, kw_only=True):
    """The last row of a page: what a cursor holds."""

    version: int
    sort: str | None
    descending: bool
    value: Any = None
    key: str


def after(version: int, question: Question, cursor: str | None) -> After | None:
    if not cursor:
        return None
    last = unseal(cursor, After)
    asked = (version, question.sort, question.descending)
    if (last.version, last.sort, last.descending) != asked:
        raise RejectedError("cursor", "of another version or order; start without one")
    return last


def cursor_after(version: int, question: Question, last: dict[str, Any]) -> str:
    told = last[question.sort] if question.sort else None
    told = told.isoformat() if isinstance(told, datetime) else told
    return seal(
        After(
            version=version,
            sort=question.sort,
            descending=question.descending,
            value=told,
            key=last["_key"],
        )
    )


def cursor_version(cursor: str) -> int:
    """The version in which the reader of ``cursor`` began."""
    return unseal(cursor, After).version


def order(schema: Schema, question: Question) -> str:
    """Rows without a value come last, whichever way round."""
    if question.sort is None:
        return "_key"
    name = quoted(schema.column(question.sort).name)
    return f"{name} {'DESC' if question.descending else 'ASC'} NULLS LAST, _key"


def behind(schema: Schema, question: Question, last: After | None) -> Condition:
    if last is None:
        return "true", []
    if question.sort is None:
        return "_key > ?", [last.key]
    column = schema.column(question.sort)
    name = quoted(column.name)
    if last.value is None:
        return f"({name} IS NULL AND _key > ?)", [last.key]
    told_last = value(column, last.value)
    sign = "<" if question.descending else ">"
    told = f"({name} {sign} ? OR ({name} = ? AND _key > ?) OR {name} IS NULL)"
    return told, [told_last, told_last, last.key]
