"""Rows by their number in an order, for standards that count rows (START to END, offset and limit).

A page far back costs more than one far in front, which a cursor's does not; so whoever can takes
cursors, and nobody counts further than the rows of one version.
"""

from typing import Any

import msgspec

from simin.domains.catalogue.asking import ask
from simin.domains.catalogue.cursor import order
from simin.domains.catalogue.models import Version
from simin.domains.catalogue.question import Question, condition
from simin.domains.catalogue.schema import Schema, quoted
from simin.kit.errors import RejectedError

#: Rows of one window, and the furthest that is counted.
MOST_ROWS, FURTHEST = 10_000, 2**53

type Row = dict[str, Any]


def window(of: Version, question: Question, *, first: int, most: int) -> list[Row]:
    """``most`` rows from row ``first`` on (from 0), with their keys as ``_key``.

    Raises ``RejectedError`` naming the field.
    """
    if not 0 <= most <= MOST_ROWS:
        raise RejectedError("limit", f"between 0 and {MOST_ROWS}")
    if not 0 <= first <= FURTHEST:
        raise RejectedError("offset", f"between 0 and {FURTHEST}")
    schema = msgspec.convert(of.schema, Schema)
    where, values = condition(schema, question)
    names = ("_key", *schema.names)
    statement = (
        f"SELECT {', '.join(map(quoted, names))} FROM everything WHERE {where} "
        f"ORDER BY {order(schema, question)} LIMIT {int(most)} OFFSET {int(first)}"
    )
    return [dict(zip(names, row, strict=True)) for row in ask(of, statement, values)]


def by_key(of: Version, key: str) -> Row | None:
    """The row of that key; None: there is none."""
    names = ("_key", *msgspec.convert(of.schema, Schema).names)
    statement = f"SELECT {', '.join(map(quoted, names))} FROM everything WHERE _key = ? LIMIT 1"
    found = ask(of, statement, [key])
    return dict(zip(names, found[0], strict=True)) if found else None
