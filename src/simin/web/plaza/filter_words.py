"""From the three fields of a form (column, comparison, value) to the language of ``$filter``.

So that who picks a comparison sees how it is written, and a page, a file and the API are asked the
same. Pure.
"""

import re
from datetime import datetime, tzinfo

from simin.domains.catalogue.queries import Schema, column_of, name_of
from simin.kit.errors import RejectedError

OPERATORS = ("eq", "ne", "lt", "le", "gt", "ge", "contains", "null")
_NUMBER = re.compile(r"-?\d+(\.\d+)?([eE][+-]?\d+)?")


def written(schema: Schema, column: str, operator: str, value: str, zone: tzinfo) -> str:
    """Raises ``RejectedError`` naming the field."""
    named = column_of(schema, column, "column")
    if operator not in OPERATORS:
        raise RejectedError("operator", f"{operator[:20]!r} is none of: {', '.join(OPERATORS)}")
    name = name_of(named.name)
    if operator == "null":
        return f"{name} eq null"
    if operator == "contains":
        if named.type != "text":
            raise RejectedError("operator", "only a text contains something")
        return f"contains(tolower({name}),{_text(value.lower())})"
    return f"{name} {operator} {_literal(named.type, named.name, value.strip(), zone)}"


def both(one: str, other: str) -> str:
    return f"({one}) and {other}" if one.strip() else other


def _literal(kind: str, column: str, value: str, zone: tzinfo) -> str:
    match kind:
        case "number" | "integer" if _NUMBER.fullmatch(value):
            return value
        case "boolean" if value.lower() in ("true", "false"):
            return value.lower()
        case "text" | "geometry":
            return _text(value)
        case "time":
            return _moment(column, value, zone)
    raise RejectedError(column, f"{value!r:.60} is no value of type {kind}")


def _moment(column: str, value: str, zone: tzinfo) -> str:
    try:
        at = datetime.fromisoformat(value)
    except ValueError as error:
        raise RejectedError(column, f"{value!r:.60} is no value of type time") from error
    local = at if at.tzinfo else at.replace(tzinfo=zone)
    return local.isoformat(timespec="seconds")


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"
