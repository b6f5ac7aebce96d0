"""``$filter`` over the columns of a data set, as a condition of the engine (ADR 17).

Names come from the schema and are quoted; what someone sent travels as parameters only. A name that
is no word (``Station name``, ``a-b``) is written with its signs as codes: ``Station_x0020_name``.
"""

import re
from datetime import UTC, date, datetime
from typing import Any

import shapely

from simin.domains.catalogue.placing import Near, near
from simin.domains.catalogue.schema import Column, Schema, quoted
from simin.kit.errors import RejectedError
from simin.kit.odata.sql import ARITHMETIC, FIELD, Sql, as_number, called, joined, text_of
from simin.kit.odata.syntax import (
    COMPARISONS,
    LOGIC,
    Call,
    Geography,
    Literal,
    Node,
    Not,
    Operation,
    Path,
)

_OPERATORS = {"eq": "=", "ne": "<>", "gt": ">", "ge": ">=", "lt": "<", "le": "<="}
_TURNED = {"gt": "lt", "ge": "le", "lt": "gt", "le": "ge"}
_KINDS = {"number": "number", "integer": "number", "time": "time", "boolean": "truth"}
_NO_WORD = re.compile(r"[^\w]|^\d")


def name_of(column: str) -> str:
    """How a column is called in ``$filter``, ``$select`` and ``$orderby``."""
    return _NO_WORD.sub(lambda found: f"_x{ord(found[0]):04X}_", column)


def column_of(schema: Schema, said: str, field: str) -> Column:
    """The column that ``said`` names, as it is or in codes. Raises ``RejectedError``."""
    for column in schema.columns:
        if said in (column.name, name_of(column.name)):
            return column
    known = ", ".join(name_of(column.name) for column in schema.columns)
    raise RejectedError(field, f"{said!r:.100} is no column; there are: {known:.500}")


def where(schema: Schema, node: Node) -> Sql:
    """Raises ``RejectedError`` naming ``$filter``."""
    match node:
        case Operation(operator, left, right) if operator in LOGIC:
            one, other = where(schema, left), where(schema, right)
            return joined(f"({{}}) {operator.upper()} ({{}})", one, other, kind="truth")
        case Not(operand):
            return joined("NOT ({})", where(schema, operand), kind="truth")
        case Operation(operator, left, right) if operator in COMPARISONS:
            return _compared(schema, operator, left, right)
        case Literal(bool() as truth):
            return Sql("TRUE" if truth else "FALSE")
    found = _value(schema, node) if isinstance(node, Call | Path) else None
    if found is None or found.kind != "truth":
        raise RejectedError(FIELD, "is no condition: compare it with something")
    return found


def _compared(schema: Schema, operator: str, left: Node, right: Node) -> Sql:
    if isinstance(left, Literal) and not isinstance(right, Literal):
        return _compared(schema, _TURNED.get(operator, operator), right, left)
    if isinstance(left, Call) and left.name == "geo.distance":
        return _within(schema, operator, left, right)
    if isinstance(right, Literal) and right.value is None:
        return _nothing(operator, _value(schema, left))
    one, other = _value(schema, left), _value(schema, right)
    if {one.kind, other.kind} == {"time", "text"}:
        one, other = _time_of(one), _time_of(other)
    if one.kind != other.kind:
        raise RejectedError(FIELD, f"{_said(left)} is a {one.kind}, not a {other.kind}")
    if operator == "ne":
        return joined("{} IS DISTINCT FROM {}", one, other, kind="truth")
    return joined(f"{{}} {_OPERATORS[operator]} {{}}", one, other, kind="truth")


def _nothing(operator: str, side: Sql) -> Sql:
    if operator not in ("eq", "ne"):
        raise RejectedError(FIELD, "null can only be equal or not")
    return joined(f"{{}} IS {'' if operator == 'eq' else 'NOT '}NULL", side, kind="truth")


def _said(node: Node) -> str:
    return str(node) if isinstance(node, Path) else "what stands before"


def _time_of(side: Sql) -> Sql:
    """A day is its beginning in UTC; no other text is a time."""
    if side.kind == "time":
        return side
    try:
        day = date.fromisoformat(str(side.parameters[0])) if side.parameters else None
    except ValueError:
        day = None
    if day is None:
        raise RejectedError(FIELD, "a time is compared with a time: 2026-01-31T00:00:00Z")
    return Sql("CAST(? AS TIMESTAMP)", (day.isoformat(),), "time")


def _within(schema: Schema, operator: str, left: Call, right: Node) -> Sql:
    """``geo.distance(location, geography'POINT(127 37.5)') lt 500``: metres, by the box of rows."""
    point = next((one.value for one in left.arguments if isinstance(one, Literal)), None)
    metres = right.value if isinstance(right, Literal) else None
    if not isinstance(point, Geography) or not isinstance(metres, int | float):
        raise RejectedError(FIELD, "geo.distance(location, geography'POINT(127 37.5)') lt metres")
    if operator not in ("lt", "le") or not schema.spatial:
        raise RejectedError(FIELD, "geo.distance is asked with lt or le, of rows that have a place")
    told, values = near(Near(*_point(point), float(metres)))
    return Sql(told, tuple(values))


def _point(said: Geography) -> tuple[float, float]:
    try:
        found = shapely.from_wkt(said.text)
        return float(found.x), float(found.y)
    except (shapely.errors.ShapelyError, AttributeError) as error:
        raise RejectedError(FIELD, f"{said.text!r:.60} is no POINT") from error


def _value(schema: Schema, node: Node) -> Sql:
    match node:
        case Literal(value):
            return _literal(value)
        case Path(parts):
            column = column_of(schema, "/".join(parts), FIELD)
            kind = _KINDS.get(column.type, "text")
            return Sql(quoted(column.name), (), kind)
        case Operation(operator, left, right) if operator in ARITHMETIC:
            sides = [as_number(_value(schema, side)) for side in (left, right)]
            return joined(ARITHMETIC[operator], *sides, kind="number")
        case Call(name, arguments):
            return called(name, [_plain(_value(schema, each)) for each in arguments])
    return where(schema, node)


def _plain(side: Sql) -> Sql:
    return text_of(side) if side.kind == "truth" else side


def _literal(value: Any) -> Sql:
    if isinstance(value, bool):
        return Sql("TRUE" if value else "FALSE")
    if isinstance(value, int | float):
        return Sql("CAST(? AS DOUBLE PRECISION)", (float(value),), "number")
    if isinstance(value, datetime):
        naive = value.astimezone(UTC).replace(tzinfo=None)
        return Sql("CAST(? AS TIMESTAMP)", (naive.isoformat(),), "time")
    if isinstance(value, str | date):
        return Sql("CAST(? AS TEXT)", (str(value),), "text")
    raise RejectedError(FIELD, f"{value!r:.60} cannot stand here")
