"""What an address asks of rows: the language of ADR 17 with places, pages and measures. Pure.

``$filter $orderby $select $top $count`` are OData's; ``bbox near after version by measure rows``
are our own. A name that is not known is refused, so that nobody takes an answer for a narrower one
than it is.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.http import QueryDict

from simin.domains.catalogue.queries import (
    MOST_GROUPS,
    Box,
    Measure,
    Near,
    Question,
    Schema,
    column_of,
)
from simin.kit.errors import RejectedError
from simin.kit.odata import options
from simin.kit.odata.syntax import Path

#: Rows of a page where nobody says, and at most.
USUAL, MOST = 100, 1000
FUNCTIONS = ("count", "sum", "mean", "min", "max")
#: Columns that rows are grouped by, and measures of a group.
MOST_GROUPED, MOST_MEASURES = 4, 10
_ROWS = re.compile(r"(\d{1,15})-(\d{1,15})?")
_OPTIONS = ("$filter", "$orderby", "$select", "$top", "$count")
_PLACES = ("bbox", "near")
_OF_ROWS = {"$orderby", "$select", "$count"}


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Which rows, which columns, how many."""

    question: Question
    columns: tuple[str, ...]
    top: int
    count: bool


@dataclass(frozen=True, kw_only=True)
class Grouped:
    """Which rows, in which groups, and what is measured of each; the largest ``top``."""

    question: Question
    by: list[str]
    measures: list[Measure]
    top: int


def asked_rows(schema: Schema, query_string: str, asked: QueryDict, *also: str) -> Asked:
    """Raises ``RejectedError`` naming the option; ``also``: other names that may stand there."""
    check_names(asked, {*_OPTIONS, *_PLACES, *also})
    told = options.parse(query_string)
    top = _top(told, MOST, "; `after` leads to the next page")
    sort, descending = _order(schema, told.order)
    question = Question(
        where=told.filter,
        box=_box(asked.get("bbox")),
        near=_near(asked.get("near")),
        sort=sort,
        descending=descending,
    )
    columns = tuple(column_of(schema, name, "$select").name for name in told.select)
    return Asked(question=question, columns=columns or schema.names, top=top, count=told.count)


def asked_grouped(schema: Schema, query_string: str, asked: QueryDict) -> Grouped:
    """Raises ``RejectedError`` naming the option, also for one that means nothing to groups."""
    for name in asked:
        if name.lower() in _OF_ROWS:
            raise RejectedError(name, "means nothing to groups; the largest one comes first")
    check_names(asked, {"$filter", "$top", *_PLACES, "by", "measure", "version"})
    told = options.parse(query_string)
    return Grouped(
        question=Question(
            where=told.filter, box=_box(asked.get("bbox")), near=_near(asked.get("near"))
        ),
        by=asked_groups(schema, asked.getlist("by")),
        measures=asked_measures(schema, asked.getlist("measure")),
        top=_top(told, MOST_GROUPS),
    )


def _top(told: options.Options, most: int, beyond: str = "") -> int:
    top = USUAL if told.top is None else told.top
    if not 1 <= top <= most:
        raise RejectedError("$top", f"between 1 and {most}, not {top}{beyond}")
    return top


def check_names(asked: QueryDict, known: Collection[str]) -> None:
    """Raises ``RejectedError`` for an option that is none, or stands twice."""
    for name in asked:
        if name.lower() not in known and name not in known:
            raise RejectedError(
                name[:40], f"is no option here; there are: {', '.join(sorted(known))}"
            )
        if len(asked.getlist(name)) > 1 and name not in ("by", "measure"):
            raise RejectedError(name[:40], "is given twice")


def _order(schema: Schema, told: Sequence[options.Order]) -> tuple[str | None, bool]:
    if not told:
        return None, False
    if len(told) > 1 or not isinstance(told[0].expression, Path):
        raise RejectedError("$orderby", "one column, with asc or desc behind it")
    return column_of(schema, str(told[0].expression), "$orderby").name, told[0].descending


def _box(said: str | None) -> Box | None:
    """Here a west that is greater than the east is a slip, and not the other side of the world."""
    if not said:
        return None
    box = Box(*_numbers("bbox", said, 4, "west,south,east,north in degrees"))
    if box.west > box.east:
        raise RejectedError("bbox", "west,south,east,north in degrees, in this order")
    return box


def _near(said: str | None) -> Near | None:
    return Near(*_numbers("near", said, 3, "longitude,latitude,metres")) if said else None


def _numbers(field: str, said: str, count: int, wanted: str) -> list[float]:
    try:
        found = [float(part) for part in said.split(",")]
    except ValueError as error:
        raise RejectedError(field, f"{said[:60]!r} is not {wanted}") from error
    if len(found) != count:
        raise RejectedError(field, f"{said[:60]!r} is not {wanted}")
    return found


def asked_rows_range(said: str | None) -> tuple[int, int | None]:
    """``rows=1001-2000``: the first, and how many. Raises ``RejectedError``."""
    if not said:
        return 1, None
    found = _ROWS.fullmatch(said)
    first, last = (int(found[1]), found[2] and int(found[2])) if found else (0, None)
    if first < 1 or (last is not None and int(last) < first):
        raise RejectedError("rows", f"{said[:40]!r} is not like 1-1000 or 1001-")
    return first, None if last is None else int(last) - first + 1


def asked_measures(schema: Schema, said: Sequence[str]) -> list[Measure]:
    """``count``, ``mean:capacity``. Raises ``RejectedError``."""
    if len(said) > MOST_MEASURES:
        raise RejectedError("measure", f"at most {MOST_MEASURES}")
    return [_measure(schema, each) for each in said or ["count"]]


def _measure(schema: Schema, said: str) -> Measure:
    function, _, column = said.partition(":")
    if function not in FUNCTIONS:
        raise RejectedError("measure", f"{said[:40]!r} is none of: {', '.join(FUNCTIONS)}")
    named = column_of(schema, column, "measure").name if column else None
    return Measure(function, named)  # type: ignore[arg-type]


def asked_groups(schema: Schema, said: Sequence[str]) -> list[str]:
    """Columns, each once or with commas between. Raises ``RejectedError``."""
    names = [name for each in said for name in each.split(",") if name]
    if len(names) > MOST_GROUPED:
        raise RejectedError("by", f"at most {MOST_GROUPED} columns")
    return [column_of(schema, name, "by").name for name in names]
