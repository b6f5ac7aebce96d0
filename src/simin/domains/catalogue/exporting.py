"""All rows of a version for a file: in the order in which they stand, so that none need be sorted
and the first comes at once.

A version that lies in several files is read in the order that it has once it is one file; so the
same version gives the same bytes before and after it was brought into order.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from simin.domains.catalogue import folder
from simin.domains.catalogue.asking import bounded, everything, read
from simin.domains.catalogue.cursor import order
from simin.domains.catalogue.models import Version
from simin.domains.catalogue.question import Question, condition
from simin.domains.catalogue.schema import Schema, quoted
from simin.kit.parquet import files

#: Rows that are numbered at most.
_FARTHEST = 2**53


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """Which columns, and which of the rows that are asked for: from ``first`` (1) on."""

    columns: tuple[str, ...]
    first: int = 1
    most: int | None = None


def parts_of_rows(of: Version, question: Question, part: Part) -> Iterator[tuple[Any, ...]]:
    """Values of the part's columns, row by row, read as they are asked for."""
    statement, values = _statement(of, question, part)
    return read(of, statement, values, in_order=True)


def write_parquet(of: Version, question: Question, part: Part, target: Path) -> None:
    """Row group by row group; ``target`` lies below the folder of the catalogue."""
    statement, values = _statement(of, question, part)
    with bounded(), folder.reading() as engine:
        select = f"WITH everything AS ({everything(of, in_order=True)}) {statement}"
        files.copy(engine, select, target, parameters=values)


def _statement(of: Version, question: Question, part: Part) -> tuple[str, list[Any]]:
    schema = msgspec.convert(of.schema, Schema)
    names = ", ".join(quoted(schema.column(name).name) for name in part.columns)
    where, values = condition(schema, question)
    sorted_by = f" ORDER BY {order(schema, question)}" if question.sort else ""
    most = _FARTHEST if part.most is None else part.most
    within = f" LIMIT {int(most)} OFFSET {int(part.first) - 1}"
    whole = part.first == 1 and part.most is None
    told = f"SELECT {names} FROM everything WHERE {where}{sorted_by}"
    return told if whole else told + within, values
