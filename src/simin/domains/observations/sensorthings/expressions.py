"""``$filter`` on a table of entities, as a condition of the ORM.

A comparison that goes through a link is asked of the linked rows that the viewer may see, and comes
back as "is linked with one of these"; so no filter ever sees what a listing hides. Values travel as
parameters only.
"""

import json
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import BooleanField, FloatField, Func, Q, Value
from django.db.models import functions as f
from django.db.models.expressions import CombinedExpression, ExpressionWrapper, RawSQL
from django.db.models.lookups import (
    Exact,
    GreaterThan,
    GreaterThanOrEqual,
    LessThan,
    LessThanOrEqual,
)

from simin.domains.observations.sensorthings import geography
from simin.domains.observations.sensorthings.columns import (
    BOUNDED,
    GEOMETRIES,
    ID_NAMES,
    LINKS,
    column,
    json_path,
)
from simin.domains.observations.sensorthings.entities import TYPES
from simin.domains.observations.sensorthings.functions import FIELD, called, number
from simin.domains.observations.sensorthings.viewer import TABLES, Viewer, visible
from simin.kit.errors import RejectedError
from simin.kit.odata.syntax import (
    COMPARISONS,
    LOGIC,
    Call,
    Literal,
    Node,
    Not,
    Operation,
    Path,
    paths,
)

_LOOKUPS = {
    "eq": Exact,
    "gt": GreaterThan,
    "ge": GreaterThanOrEqual,
    "lt": LessThan,
    "le": LessThanOrEqual,
}
_JSON_LOOKUPS = {"eq": "", "gt": "__gt", "ge": "__gte", "lt": "__lt", "le": "__lte"}
_SIGNS = {"add": "+", "sub": "-", "mul": "*", "div": "/", "mod": "%"}


def condition(node: Node, entity: str, viewer: Viewer) -> Q:
    """Raises ``RejectedError`` naming ``$filter``."""
    match node:
        case Operation(operator, left, right) if operator in LOGIC:
            first, second = (condition(each, entity, viewer) for each in (left, right))
            return first & second if operator == "and" else first | second
        case Not(operand):
            return ~condition(operand, entity, viewer)
        case Literal(bool() as truth):
            # An empty ``Q`` is no truth: it vanishes beside an ``or`` and under a ``not``.
            return Q(pk__isnull=not truth)
        case _:
            return _leaf(node, entity, viewer)


def _leaf(node: Node, entity: str, viewer: Viewer) -> Q:
    link = shared_link(node, entity)
    if link is not None:
        return _through(link, node, entity, viewer)
    if geography.is_asked(node):
        return _by_geometry(node, entity, viewer)
    match node:
        case Operation(operator, left, right) if operator in COMPARISONS:
            return _compared(operator, left, right, entity, viewer)
        case Call():
            found = _value(node, entity, viewer)
            if isinstance(found, Q):
                return found
    raise RejectedError(FIELD, "is no condition: compare it with something")


def shared_link(node: Node, entity: str) -> str | None:
    """The link that every path of ``node`` goes through, None where it stays at the entity."""
    links = TYPES[entity].links
    firsts = {path.parts[0] if path.parts[0] in links else None for path in paths(node)}
    if len(firsts) > 1:
        raise RejectedError(FIELD, "one comparison goes through one link only")
    return firsts.pop() if firsts else None


def behind(node: Node) -> Node:
    """``node`` as seen from the linked entity: each path one step shorter."""
    match node:
        case Path(parts):
            return Path(parts[1:])
        case Call(name, arguments):
            return Call(name, tuple(behind(each) for each in arguments))
        case Operation(operator, left, right):
            return Operation(operator, behind(left), behind(right))
        case Not(operand):
            return Not(behind(operand))
    return node


def _through(link: str, node: Node, entity: str, viewer: Viewer) -> Q:
    target = TYPES[entity].links[link].target
    if (entity, link) not in LINKS:
        raise RejectedError(FIELD, f"cannot go from {entity} through {link}; ask /Observations")
    if any(len(path.parts) < 2 for path in paths(node)):
        raise RejectedError(FIELD, f"{link} is a link; name a property behind it")
    rows = visible(target, viewer).filter(condition(behind(node), target, viewer))
    return Q(pk__in=_owners(entity, link, rows))


def _owners(entity: str, link: str, rows: Any) -> Any:
    """Keys of the rows of ``entity`` that are linked with one of ``rows``; none comes twice."""
    linked = {f"{LINKS[entity, link]}__in": rows.values("pk")}
    return TABLES[entity]._default_manager.filter(**linked).values("pk")


def _by_geometry(node: Node, entity: str, viewer: Viewer) -> Q:
    if entity not in GEOMETRIES:
        raise RejectedError(FIELD, f"{entity} has no geometry")
    name, kept = GEOMETRIES[entity]
    rows = visible(entity, viewer)
    around = geography.rectangle(node, name) if entity in BOUNDED else None
    if around is not None:
        west, south, east, north = around
        rows = rows.filter(west__lte=east, east__gte=west, south__lte=north, north__gte=south)
    return Q(pk__in=_one_of(geography.matching(node, name, rows.values_list("pk", kept))))


def _one_of(keys: list[Any]) -> RawSQL:
    """As one parameter, however many: a statement takes so many and no more."""
    if connection.vendor == "postgresql":
        statement = "SELECT CAST(jsonb_array_elements_text(CAST(%s AS jsonb)) AS bigint)"
    else:
        statement = "SELECT value FROM json_each(%s)"
    return RawSQL(statement, [json.dumps(keys)])  # noqa: S611 - ours, and keys of our own


def _compared(operator: str, left: Node, right: Node, entity: str, viewer: Viewer) -> Q:
    if operator == "ne":
        return ~_compared("eq", left, right, entity, viewer)
    for one, other, seen in ((left, right, operator), (right, left, _turned(operator))):
        if isinstance(one, Path) and isinstance(other, Literal):
            found = _with_literal(one, seen, other, entity, viewer)
            if found is not None:
                return found
    sides = [_value(side, entity, viewer) for side in (left, right)]
    if any(isinstance(side, Q) for side in sides):
        return _of_truths(operator, sides)
    return Q(_LOOKUPS[operator](*sides))


def _turned(operator: str) -> str:
    return {"gt": "lt", "ge": "le", "lt": "gt", "le": "ge"}.get(operator, operator)


def _of_truths(operator: str, sides: list[Any]) -> Q:
    """``startswith(name,'a') eq true``."""
    for one, other in (sides, sides[::-1]):
        truth = other.value if isinstance(other, Value) else None
        if isinstance(one, Q) and isinstance(truth, bool) and operator == "eq":
            return one if truth else ~one
    raise RejectedError(FIELD, "a condition can be compared with true or false only")


def _with_literal(
    path: Path, operator: str, literal: Literal, entity: str, viewer: Viewer
) -> Q | None:
    """Comparisons that JSON values and missing values need for themselves."""
    looked_up = json_path(path.parts)
    if looked_up is not None and all(_plain_key(part) for part in path.parts[1:]):
        value = literal.value
        if isinstance(value, str | int | float | bool):
            return Q(**{f"{looked_up}{_JSON_LOOKUPS[operator]}": value})
    if literal.value is None and operator == "eq":
        return Q(Exact(IsNull(column(entity, path.parts, viewer, FIELD)), Value(True)))
    if path.parts[0] in ID_NAMES and isinstance(literal.value, str):
        return Q(pk__in=[])
    return None


def _plain_key(key: str) -> bool:
    """Whether the ORM takes it for what it is: underscores may join it with what stands beside."""
    return "__" not in key and key == key.strip("_") and key not in _RESERVED


_RESERVED = {"contains", "contained_by", "has_key", "has_keys", "exact", "in", "gt", "gte", "lt"}
_RESERVED |= {"lte", "isnull", "regex", "iregex", "startswith", "endswith", "iexact", "range"}
_RESERVED |= {"icontains", "istartswith", "iendswith", "has_any_keys"}


def _value(node: Node, entity: str, viewer: Viewer) -> Any:
    """An expression of the ORM, or a ``Q`` where ``node`` is a condition."""
    match node:
        case Literal(value):
            return _literal(value)
        case Path(parts):
            return column(entity, parts, viewer, FIELD)
        case Operation(operator, left, right) if operator in _SIGNS:
            sides = [number(_value(side, entity, viewer)) for side in (left, right)]
            sign = _SIGNS[operator]
            if operator in ("div", "mod"):
                sides[1] = f.NullIf(sides[1], Value(0.0))
            if operator == "mod":
                return f.Mod(*sides)
            return ExpressionWrapper(CombinedExpression(sides[0], sign, sides[1]), FloatField())
        case Call(name, arguments):
            return called(name, [_value(each, entity, viewer) for each in arguments])
    return condition(node, entity, viewer)


def _literal(value: Any) -> Any:
    if isinstance(value, str | int | float | bool | datetime):
        return Value(value)
    raise RejectedError(FIELD, f"{value!r} cannot stand here")


class IsNull(Func):
    """Whether an expression has no value."""

    template = "((%(expressions)s) IS NULL)"
    output_field = BooleanField()
    arity = 1
