"""Rows in groups, and what is computed of each."""

from collections.abc import Sequence
from typing import Any, Literal

import msgspec

from simin.domains.catalogue.asking import ask
from simin.domains.catalogue.models import Version
from simin.domains.catalogue.question import Question, condition
from simin.domains.catalogue.schema import Schema, quoted
from simin.kit.errors import RejectedError

#: Rows of an aggregate and values of a column.
MOST_GROUPS = 10_000

type Row = dict[str, Any]


class Measure(msgspec.Struct, frozen=True):
    """What is computed of each group; ``count`` needs no column."""

    function: Literal["count", "sum", "mean", "min", "max"]
    column: str | None = None

    @property
    def name(self) -> str:
        return self.function if self.column is None else f"{self.function} {self.column}"


def aggregate(
    of: Version,
    question: Question,
    *,
    by: Sequence[str] = (),
    measures: Sequence[Measure],
    most: int = MOST_GROUPS,
) -> list[Row]:
    """One row a group, largest group first; at most ``most``."""
    schema = msgspec.convert(of.schema, Schema)
    if not measures:
        raise RejectedError("measures", "at least one is needed")
    groups = [quoted(schema.column(name).name) for name in by]
    told = [_measured(schema, each) for each in measures]
    where, values = condition(schema, question)
    all_of = ", ".join(groups)
    grouped = f"GROUP BY {all_of} ORDER BY count(*) DESC, {all_of}" if groups else ""
    statement = (
        f"SELECT {', '.join([*groups, *told])} FROM everything WHERE {where} {grouped} "
        f"LIMIT {int(most)}"
    )
    names = [*by, *(each.name for each in measures)]
    return [dict(zip(names, row, strict=True)) for row in ask(of, statement, values)]


def _measured(schema: Schema, measure: Measure) -> str:
    if measure.column is None:
        if measure.function != "count":
            raise RejectedError("measures", f"{measure.function} needs a column")
        return "count(*)"
    column = schema.column(measure.column)
    if measure.function in {"sum", "mean"} and column.type not in {"number", "integer"}:
        raise RejectedError(column.name, f"a {column.type} has no {measure.function}")
    if column.type == "geometry" and measure.function != "count":
        raise RejectedError(column.name, f"a geometry has no {measure.function}")
    return f"{'avg' if measure.function == 'mean' else measure.function}({quoted(column.name)})"


def distinct(of: Version, column: str, question: Question, *, limit: int = 200) -> list[Row]:
    """The values of a column and how often each stands, the most frequent first."""
    most = max(1, min(limit, MOST_GROUPS))
    found = aggregate(of, question, by=[column], measures=[Measure("count")], most=most)
    return [{"value": each[column], "count": each["count"]} for each in found]
