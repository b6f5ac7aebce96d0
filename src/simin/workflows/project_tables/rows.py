"""From a sheet to rows of the domain; every cell that cannot be read is named."""

from collections.abc import Mapping, Sequence
from dataclasses import MISSING, dataclass, field, fields, replace
from typing import Any

from simin.domains.projects.definition import Evidence, NewPledge, Row, Table
from simin.workflows.project_tables.cells import CellError
from simin.workflows.project_tables.columns import EMPTY, KEYS, KINDS, Column
from simin.workflows.project_tables.reading import Line, Sheet

#: Words by which something is named, folded, to its id.
type Names = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class Wrong:
    """A fault with its place in the file; ``line`` 1 is the heading."""

    line: int
    column: str
    reason: str
    cell: str = ""


@dataclass
class Readable:
    """What could be read of a sheet: rows, the lines they came from, and what could not."""

    rows: list[Row] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    wrong: list[Wrong] = field(default_factory=list)
    #: Columns that no table has; their cells are told, not taken.
    unknown: list[str] = field(default_factory=list)


def readable(
    sheet: Sheet, table: Table, known: Sequence[Column], there: Mapping[Any, Row], names: Names
) -> Readable:
    """``there``: rows that the city has, by key; what a file does not say of them stays."""
    listed = {column.name: column for column in known}
    found = Readable(unknown=[name for name in sheet.columns if name and name not in listed])
    present = [listed[name] for name in sheet.columns if name in listed]
    lacking = [key for key in KEYS[table] if key not in sheet.columns]
    found.wrong += [Wrong(1, key, "the column is missing") for key in lacking]
    found.wrong += [Wrong(number, "", "has more cells than columns") for number in sheet.ragged]
    if not lacking:
        for line in sheet.lines:
            _read(line, table, present, there, names, found)
    return found


def _read(
    line: Line,
    table: Table,
    present: Sequence[Column],
    there: Mapping[Any, Row],
    names: Names,
    found: Readable,
) -> None:
    said: dict[str, Any] = {}
    before = len(found.wrong)
    for column in present:
        _fill(said, column, line, names, found)
    if len(found.wrong) > before:
        return
    base = there.get(tuple(said[key] for key in KEYS[table]))
    row = _made(table, said, base, line, present, found)
    if row is not None:
        found.rows.append(row)
        found.lines.append(line)


def _fill(said: dict[str, Any], column: Column, line: Line, names: Names, found: Readable) -> None:
    cell = line.cells[column.name]
    if column.needed and not cell:
        found.wrong.append(Wrong(line.number, column.name, "is empty"))
        return
    if column.language:
        words = said.setdefault(column.field, {})
        if cell:
            words[column.language] = cell
        return
    try:
        read = EMPTY[column.name] if not cell and column.name in EMPTY else column.read(cell)
        said[column.field] = _named(read, column, names)
    except CellError as error:
        found.wrong.append(Wrong(line.number, column.name, str(error), cell[:60]))


def _named(read: Any, column: Column, names: Names) -> Any:
    """A unit or a district by its id, whichever it was called by."""
    known = names.get(column.names)
    if known is None:
        return read
    if isinstance(read, tuple):
        return tuple(known.get(one.casefold(), one) for one in read)
    return known.get(read.casefold(), read)


def _made(
    table: Table,
    said: dict[str, Any],
    base: Row | None,
    line: Line,
    present: Sequence[Column],
    found: Readable,
) -> Row | None:
    link = said.pop("evidence_link", "")
    if table is Table.PLEDGES:
        told = said.pop("evidence", "")
        said["evidence"] = (Evidence(text=told, link=link),) if told or link else ()
    if base is not None:
        return replace(base, **_over(base, said, present))
    kind = KINDS[table]
    lacking = [
        one.name
        for one in fields(kind)
        if one.default is MISSING and one.default_factory is MISSING and one.name not in said
    ]
    found.wrong += [Wrong(line.number, name, "is needed for a new row") for name in lacking]
    return None if lacking else kind(**said)


def _over(base: Row, said: dict[str, Any], present: Sequence[Column]) -> dict[str, Any]:
    """Words in a language that the file has no column for stay."""
    told = {column.field: set[str]() for column in present if column.language}
    for column in present:
        if column.language:
            told[column.field].add(column.language)
    for name, languages in told.items():
        kept = {code: words for code, words in getattr(base, name).items() if code not in languages}
        said[name] = {**kept, **said[name]}
    if isinstance(base, NewPledge):
        said["evidence"] = (
            *base.evidence,
            *(one for one in said["evidence"] if one not in base.evidence),
        )
    return said
