"""A question about a data set's rows, checked against the schema and turned into SQL. Pure.

Columns come from the schema and operators from a table; values are parameters, always.
"""

from datetime import UTC, datetime
from typing import Any, Literal

import msgspec

from simin.domains.catalogue import filtering
from simin.domains.catalogue.placing import Box, Condition, Near, inside, near
from simin.domains.catalogue.schema import Column, Schema, quoted
from simin.kit.errors import RejectedError
from simin.kit.odata.syntax import Node

type Operator = Literal["eq", "ne", "lt", "le", "gt", "ge", "in", "contains", "null"]

_COMPARED = {"eq": "=", "lt": "<", "le": "<=", "gt": ">", "ge": ">="}
_ORDERED = {"number", "integer", "text", "time"}
#: Values of one ``in``, and filters of one question.
MOST_VALUES, MOST_FILTERS = 1000, 50


class Filter(msgspec.Struct, frozen=True):
    """One condition. ``value`` of ``in`` is a list, of ``null`` whether it must be empty.

    ``than`` names another column, in place of a value.
    """

    column: str
    operator: Literal["eq", "ne", "lt", "le", "gt", "ge", "in", "contains", "null"]
    value: Any = None
    than: str | None = None


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """Which rows, in which order."""

    filters: tuple[Filter, ...] = ()
    #: A condition in the language of ``$filter``, beside the others.
    where: Node | None = None
    box: Box | None = None
    near: Near | None = None
    #: A column; None: in order of keys.
    sort: str | None = None
    descending: bool = False


def condition(schema: Schema, question: Question) -> Condition:
    """Raises ``RejectedError`` naming the column or the place."""
    if len(question.filters) > MOST_FILTERS:
        raise RejectedError("filters", f"at most {MOST_FILTERS}")
    parts = [_part(schema, each) for each in question.filters]
    if question.box or question.near:
        if not schema.spatial:
            raise RejectedError("place", "the rows of this data set have no place")
        parts += [inside(question.box)] if question.box else []
        parts += [near(question.near)] if question.near else []
    if question.where is not None:
        told = filtering.where(schema, question.where)
        parts.append((told.text, list(told.parameters)))
    return joined(parts)


def joined(parts: list[Condition]) -> Condition:
    told = " AND ".join(f"({part})" for part, _ in parts) or "true"
    return told, [value for _, values in parts for value in values]


def _part(schema: Schema, asked: Filter) -> Condition:
    column = schema.column(asked.column)
    if asked.than is None:
        return _filter(column, asked)
    return _beside(column, schema.column(asked.than), asked.operator)


def _filter(column: Column, asked: Filter) -> Condition:
    name = quoted(column.name)
    match asked.operator:
        case "null":
            return f"{name} IS {'' if asked.value in (None, True, 'true') else 'NOT '}NULL", []
        case "ne":
            return f"{name} IS DISTINCT FROM ?", [value(column, asked.value)]
        case "in":
            return _any_of(column, asked.value)
        case "contains" if column.type == "text":
            return f"contains(lower({name}), lower(?))", [str(asked.value)]
        case "eq":
            return f"{name} = ?", [value(column, asked.value)]
        case other if other in _COMPARED and column.type in _ORDERED:
            return f"{name} {_COMPARED[other]} ?", [value(column, asked.value)]
    reason = f"{asked.operator!r:.20} cannot be asked of a column of type {column.type}"
    raise RejectedError(column.name, reason)


def _beside(column: Column, other: Column, operator: str) -> Condition:
    """A column with a column: of one type, or two kinds of numbers."""
    sign = {"ne": "IS DISTINCT FROM", **_COMPARED}.get(operator)
    numbers = {column.type, other.type} <= {"number", "integer"}
    if sign is None or not (numbers or column.type == other.type) or column.type not in _ORDERED:
        reason = f"{operator!r:.20} does not compare it with {other.name!r:.100}"
        raise RejectedError(column.name, reason)
    return f"{quoted(column.name)} {sign} {quoted(other.name)}", []


def _any_of(column: Column, values: Any) -> Condition:
    if not isinstance(values, list | tuple) or not 1 <= len(values) <= MOST_VALUES:
        raise RejectedError(column.name, f"between 1 and {MOST_VALUES} values are needed")
    marks = ", ".join("?" * len(values))
    return f"{quoted(column.name)} IN ({marks})", [value(column, each) for each in values]


def value(column: Column, told: Any) -> Any:
    """``told`` as the column's type has it."""
    try:
        match column.type:
            case "number":
                return float(told)
            case "integer":
                return int(told)
            case "boolean":
                return {"true": True, "false": False}[str(told).casefold()]
            case "time":
                moment = datetime.fromisoformat(str(told))
                return moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment
    except (KeyError, TypeError, ValueError, OverflowError) as error:
        reason = f"{told!r:.60} is no value of type {column.type}"
        raise RejectedError(column.name, reason) from error
    return str(told)
