"""``$filter`` on observations, as a condition in the SQL that DuckDB and PostgreSQL share.

What someone sent travels as parameters only; names come from the tables here. A comparison that
goes through a link is answered by the entities first and stands in the condition as ids.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from simin.domains.observations.models import Datastream, FeatureOfInterest
from simin.domains.observations.sensorthings.columns import ID_NAMES
from simin.domains.observations.sensorthings.expressions import behind, condition, shared_link
from simin.domains.observations.sensorthings.functions import FIELD
from simin.domains.observations.sensorthings.viewer import Viewer, visible
from simin.kit.errors import RejectedError
from simin.kit.odata.sql import (
    ARITHMETIC,
    Sql,
    as_number,
    called,
    joined,
    text_of,
)
from simin.kit.odata.syntax import (
    COMPARISONS,
    LOGIC,
    Call,
    Interval,
    Literal,
    Node,
    Not,
    Operation,
    Path,
)

_OPERATORS = {"eq": "=", "gt": ">", "ge": ">=", "lt": "<", "le": "<="}
_END = "COALESCE(phenomenon_end, phenomenon_time)"


def where(node: Node, viewer: Viewer) -> Sql:
    """Raises ``RejectedError`` naming ``$filter``."""
    match node:
        case Operation(operator, left, right) if operator in LOGIC:
            one, other = where(left, viewer), where(right, viewer)
            return joined(f"({{}}) {operator.upper()} ({{}})", one, other, kind="truth")
        case Not(operand):
            return joined("NOT ({})", where(operand, viewer), kind="truth")
        case Literal(bool() as truth):
            return Sql("TRUE" if truth else "FALSE")
    link = shared_link(node, "Observation")
    if link is not None:
        return _through(link, node, viewer)
    match node:
        case Operation(operator, left, right) if operator in COMPARISONS:
            return _compared(operator, left, right, viewer)
        case Call():
            found = _value(node, viewer)
            if found.kind == "truth":
                return found
    raise RejectedError(FIELD, "is no condition: compare it with something")


def among(column: str, ids: list[int]) -> Sql:
    """``ids`` are our own numbers, never text of a client."""
    return Sql(f"{column} IN ({', '.join(str(int(each)) for each in ids)})" if ids else "FALSE")


def of_stream(key: int) -> Sql:
    return among("datastream_id", [key])


def of_feature(key: int) -> Sql:
    return of_features([key])


def of_features(keys: Sequence[int]) -> Sql:
    """Observations that name one of these, and those that name none of datastreams that observe it.

    The datastreams stand there too, since rows are found by them.
    """
    link = FeatureOfInterest.datastreams.through.objects.filter(featureofinterest_id__in=keys)
    streams = sorted(set(link.values_list("datastream_id", flat=True)))
    unnamed = Datastream.objects.filter(feature__in=keys).values_list("id", flat=True)
    either = (
        f"(feature IS NOT NULL AND {among('feature', list(keys)).text}) "
        f"OR (feature IS NULL AND {among('datastream_id', list(unnamed)).text})"
    )
    return Sql(f"({among('datastream_id', streams).text} AND ({either}))")


def order(node: Node, descending: bool) -> str:
    """What ``$orderby`` sorts by. Raises ``RejectedError``."""
    known: dict[tuple[str, ...], str] = {
        ("phenomenonTime",): "phenomenon_time",
        ("resultTime",): "result_time",
        ("result",): "result",
        **{(name,): "observation" for name in ID_NAMES},
        **{("Datastream", name): "datastream_id" for name in ID_NAMES},
    }
    if not isinstance(node, Path) or node.parts not in known:
        raise RejectedError("$orderby", "observations are sorted by times, result and id")
    # Only where there may be none: no index has times in that order.
    none_last = " NULLS LAST" if node.parts == ("result",) else ""
    return f"{known[node.parts]} {'DESC' if descending else 'ASC'}{none_last}"


def _through(link: str, node: Node, viewer: Viewer) -> Sql:
    rows = visible(link, viewer).filter(condition(behind(node), link, viewer))
    keys = list(rows.values_list("pk", flat=True))
    return among("datastream_id", keys) if link == "Datastream" else of_features(keys)


def _compared(operator: str, left: Node, right: Node, viewer: Viewer) -> Sql:
    if operator == "ne":
        return joined("NOT ({})", _compared("eq", left, right, viewer), kind="truth")
    if isinstance(left, Literal) and not isinstance(right, Literal):
        turned = {"gt": "lt", "ge": "le", "lt": "gt", "le": "ge"}.get(operator, operator)
        return _compared(turned, right, left, viewer)
    if isinstance(right, Literal):
        found = _with_literal(operator, left, right, viewer)
        if found is not None:
            return found
    one, other = _value(left, viewer), _value(right, viewer)
    if one.kind != other.kind:
        one, other = text_of(one), text_of(other)
    return joined(f"{{}} {_OPERATORS[operator]} {{}}", one, other, kind="truth")


def _with_literal(operator: str, left: Node, right: Literal, viewer: Viewer) -> Sql | None:
    value = right.value
    if value is None:
        if operator != "eq":
            raise RejectedError(FIELD, "null can only be equal or not")
        return joined("{} IS NULL", _value(left, viewer), kind="truth")
    if isinstance(value, Interval) or left == Path(("phenomenonTime",)):
        return _in_time(operator, left, value, viewer)
    wanted = _literal(value)
    one = _value(left, viewer)
    if one.kind == "truth":
        if not isinstance(value, bool) or operator != "eq":
            raise RejectedError(FIELD, "a condition can be compared with true or false only")
        return one if value else joined("NOT ({})", one, kind="truth")
    if left == Path(("result",)) and wanted.kind in ("text", "truth"):
        one = _extra(("result",))
    if wanted.kind == "truth":
        one, wanted = text_of(one), Sql("CAST(? AS TEXT)", (str(value).lower(),), "text")
    if one.kind == "text" and wanted.kind == "number":
        one = as_number(one)
    if one.kind == "number" and wanted.kind == "text":
        return Sql("FALSE")
    return joined(f"{{}} {_OPERATORS[operator]} {{}}", one, wanted, kind="truth")


def _in_time(operator: str, left: Node, value: Any, viewer: Viewer) -> Sql:
    """Against an interval: before its start, after its end, or as long as it is."""
    start, end = (value.start, value.end) if isinstance(value, Interval) else (value, value)
    if not isinstance(start, datetime):
        raise RejectedError(FIELD, "a time is compared with a time: 2026-01-31T00:00:00Z")
    from_, until = _value(left, viewer), _value(left, viewer)
    if left == Path(("phenomenonTime",)):
        until = Sql(_END, kind="time")
    first, last = _literal(start), _literal(end)
    if operator == "eq":
        return joined("({} = {} AND {} = {})", from_, first, until, last, kind="truth")
    if operator in ("gt", "ge"):
        return joined(f"{{}} {_OPERATORS[operator]} {{}}", from_, last, kind="truth")
    # What ended before has begun before; that says which months need not be read.
    sign = _OPERATORS[operator]
    return joined(
        f"({{}} {sign} {{}} AND {{}} {sign} {{}})", from_, first, until, first, kind="truth"
    )


def _value(node: Node, viewer: Viewer) -> Sql:
    match node:
        case Literal(value):
            return _literal(value)
        case Path(parts):
            return _column(parts)
        case Operation(operator, left, right) if operator in ARITHMETIC:
            sides = [as_number(_value(side, viewer)) for side in (left, right)]
            return joined(ARITHMETIC[operator], *sides, kind="number")
        case Call(name, arguments):
            return called(name, [_value(each, viewer) for each in arguments])
    return where(node, viewer)


def _column(parts: tuple[str, ...]) -> Sql:
    known = {
        "phenomenonTime": Sql("phenomenon_time", kind="time"),
        "resultTime": Sql("result_time", kind="time"),
        "result": Sql("result", kind="number"),
        **{name: Sql("observation", kind="number") for name in ID_NAMES},
    }
    if len(parts) == 1 and parts[0] in known:
        return known[parts[0]]
    if parts[0] in ("parameters", "result", "resultQuality", "validTime"):
        return _extra(parts)
    raise RejectedError(FIELD, f"Observation has no property {'/'.join(parts)!r}")


def _extra(parts: tuple[str, ...]) -> Sql:
    """What stands at ``parts`` in the JSON beside the columns, as text."""
    if any(part[0] in "$@/" for part in parts):
        raise RejectedError(FIELD, f"{'/'.join(parts)!r} is no property")
    text = "CAST(extra AS JSON)"
    for _ in parts[:-1]:
        text = f"({text} -> CAST(? AS TEXT))"
    return Sql(f"({text} ->> CAST(? AS TEXT))", parts, "text")


def _literal(value: Any) -> Sql:
    if isinstance(value, bool):
        return Sql("TRUE" if value else "FALSE")
    if isinstance(value, int | float):
        return Sql("CAST(? AS DOUBLE PRECISION)", (float(value),), "number")
    if isinstance(value, datetime):
        return Sql("CAST(? AS TIMESTAMPTZ)", (value.isoformat(),), "time")
    if isinstance(value, str | date):
        return Sql("CAST(? AS TEXT)", (str(value),), "text")
    raise RejectedError(FIELD, f"{value!r} cannot stand here")
