"""What a condition asks of a data set: which rows, of when, counted by which column. Pure.

The catalogue is not known here: a workflow asks it, and hands in what came of it (``measured``).
"""

import hashlib
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Annotated, Literal

import msgspec
from msgspec import Meta

from simin.domains.alerts.vocabulary import TABLED, WINDOWED, Kind, Of, Per

if TYPE_CHECKING:
    from simin.domains.alerts.definition import Condition

Name = Annotated[str, Meta(min_length=1, max_length=200)]
type Scalar = bool | int | float | str
#: Column to its type.
type Columns = Mapping[str, str]

#: Versions are kept one by one for a day; later only the last of a day is.
LONGEST_CHANGE = 86_400
_NUMBERS = frozenset({"number", "integer"})
_ORDERED = frozenset({"lt", "le", "gt", "ge"})


class Where(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True
):
    """Only rows whose ``column`` compares so with ``value``, or with another column (``than``)."""

    column: Name
    operator: Literal["eq", "ne", "lt", "le", "gt", "ge", "in", "contains", "null"] = "eq"
    value: bool | int | float | str | tuple[bool | int | float | str, ...] | None = None
    than: Name | None = None

    def fault(self) -> str | None:
        if self.than is not None:
            if self.value is not None:
                return "give a value or another column, not both"
            wrong = self.operator in ("in", "contains", "null")
            return f'"{self.operator}" compares with no column' if wrong else None
        if self.operator == "in":
            return None if isinstance(self.value, tuple) and self.value else "needs some values"
        if self.value is None and self.operator != "null":
            return "needs a value"
        return "takes one value" if isinstance(self.value, tuple) else None


def family_of_rows(condition: "Condition") -> str:
    """The same for all conditions that ask the same; what they make of it may differ."""
    asked = (condition.where, condition.by, condition.time, condition.column, condition.over)
    way = condition.direction if condition.kind is Kind.CHANGED else ""
    plain = msgspec.json.encode((*asked, condition.of, way))
    return f"{condition.kind} of {condition.dataset} {hashlib.sha256(plain).hexdigest()[:16]}"


def faults_of_rows(told: "Condition") -> Iterator[tuple[str, str]]:
    """Field and what is wrong with it, of a condition on a data set or one that is none."""
    if told.kind not in TABLED:
        yield from _strange(told)
        return
    if not told.dataset:
        yield "dataset", f'"{told.kind}" looks at a data set'
    if told.family:
        yield "family", f'"{told.kind}" looks at a data set'
    if (told.over is not None and told.kind in WINDOWED) != bool(told.time):
        yield "time", "a span and the column of times belong together"
    if (told.kind is Kind.ROW_VALUE) != bool(told.column):
        yield "column", f'"{told.kind}" {"needs" if not told.column else "has no"} column'
    if (told.kind is Kind.ROW_VALUE) != (told.of is not Of.EACH):
        yield "of", '"row_value" is a sum, mean, max or min of rows, and nothing else is'
    for place, one in enumerate(told.where):
        if why := one.fault():
            yield "where", f"{place + 1}: {why}"
    yield from _faults_of_change(told)


def _faults_of_change(told: "Condition") -> Iterator[tuple[str, str]]:
    if told.kind is not Kind.CHANGED:
        return
    if told.where or told.by:
        yield "where" if told.where else "by", '"changed" looks at the whole data set'
    if (told.over or 0) > LONGEST_CHANGE:
        yield "over", "versions are kept one by one for a day only"


def _strange(told: "Condition") -> Iterator[tuple[str, str]]:
    for field in ("dataset", "where", "by", "time", "column"):
        if getattr(told, field):
            yield field, f'"{told.kind}" looks at datastreams'


def fault_of_place(told: "Condition", per: Per) -> tuple[str, str] | None:
    """What one alert is must be told by the rows."""
    if told.kind not in TABLED or per is Per.CITY:
        return None
    if per is Per.DATASTREAM:
        return "dataset", "rows are of a district or of the city, not of a datastream"
    if told.kind is Kind.CHANGED:
        return "kind", '"changed" is of the city'
    return None if told.by else ("by", "which column holds the district?")


def faults_of_columns(told: "Condition", columns: Columns) -> Iterator[tuple[str, str]]:
    """Field and what is wrong with it, beside the columns of its data set."""
    for field in ("by", "time", "column"):
        name = getattr(told, field)
        if name and name not in columns:
            yield field, f'"{name}" is no column of "{told.dataset}"'
    if columns.get(told.time, "time") != "time":
        yield "time", f'"{told.time}" is no column of times'
    summed = told.of in (Of.SUM, Of.MEAN, Of.MAX, Of.MIN)
    if summed and columns.get(told.column, "number") not in _NUMBERS:
        yield "column", f'"{told.column}" is no column of numbers'
    for one in told.where:
        yield from (("where", why) for why in _faults_of_where(told, one, columns))


def _faults_of_where(told: "Condition", one: Where, columns: Columns) -> Iterator[str]:
    for name in (one.column, one.than):
        if name and name not in columns:
            yield f'"{name}" is no column of "{told.dataset}"'
    kind = columns.get(one.column)
    if kind in ("boolean", "geometry") and one.operator in _ORDERED:
        yield f'"{one.column}" has no order'
    if kind != "text" and one.operator == "contains":
        yield f'"{one.column}" is no text'
    if kind in _NUMBERS and isinstance(one.value, str):
        yield f'"{one.column}" is a number'
