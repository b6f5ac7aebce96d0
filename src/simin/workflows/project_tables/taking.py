"""Look at a file that was handed in, and take it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db import transaction

from simin.domains.directives.policies import Reader
from simin.domains.identity import queries as identity
from simin.domains.places import queries as places
from simin.domains.projects import checks, queries, services
from simin.domains.projects.definition import Table
from simin.domains.projects.errors import RejectedTableError
from simin.domains.projects.services import Difference
from simin.kit.errors import RejectedError
from simin.workflows.project_tables.columns import columns
from simin.workflows.project_tables.reading import sheet
from simin.workflows.project_tables.rows import Names, Readable, Wrong, readable


@dataclass(frozen=True)
class Look:
    """What taking a file would do; nothing was written."""

    encoding: str = ""
    #: By line of the file.
    differences: Sequence[tuple[int, Difference]] = ()
    wrong: Sequence[Wrong] = ()
    unknown: Sequence[str] = ()
    count: int = 0
    kinds: Mapping[str, int] = field(default_factory=dict)

    @property
    def may_be_taken(self) -> bool:
        return not self.wrong and bool(self.kinds.get("new") or self.kinds.get("changed"))


def look(table: Table, content: bytes, *, by: Reader) -> Look:
    """Raises ``RejectedError`` for a file that is no table at all."""
    found = sheet(content)
    read = _readable(table, content, by)
    wrong = [*read.wrong, *_faults(read, by)]
    differences = [] if wrong else services.compare(read.rows)
    numbered = list(zip((line.number for line in read.lines), differences, strict=False))
    return Look(
        encoding=found.encoding,
        differences=numbered,
        wrong=sorted(wrong, key=lambda one: one.line),
        unknown=read.unknown,
        count=len(found.lines),
        kinds={
            kind: sum(one.kind == kind for one in differences)
            for kind in ("new", "changed", "same")
        },
    )


@transaction.atomic
def take_handed(key: str, *, by: Reader) -> list[Difference]:
    """Take what was handed in under ``key``; what changed. Once more changes nothing.

    Raises ``UnknownTableError``, and ``RejectedError`` where there is a fault in it by now.
    """
    handed = queries.handed_table(key, by)
    read = _readable(Table(handed.table), bytes(handed.content), by)
    if read.wrong:
        raise RejectedError("rows", f"line {read.wrong[0].line}: {read.wrong[0].reason}")
    try:
        changed = services.take(read.rows, by=by, note=handed.name)
    except RejectedTableError as error:
        raise RejectedError("rows", str(error)) from error
    services.taken(key, by=by)
    return changed


def _readable(table: Table, content: bytes, by: Reader) -> Readable:
    known = columns(table, places.city().languages)
    there = {checks.key_of(row): row for row in queries.rows(table, by)}
    return readable(sheet(content), table, known, there, _names())


def _faults(read: Readable, by: Reader) -> list[Wrong]:
    """What the domain says is wrong, with the column in which it stands."""
    found = []
    for fault in services.faults(read.rows, by=by):
        line = read.lines[fault.row]
        column = fault.field
        if column not in line.cells:
            column = next((name for name in line.cells if name.startswith(f"{column}_")), column)
        reason = _with_line(fault.reason, read)
        found.append(Wrong(line.number, column, reason, line.cells.get(column, "")[:60]))
    return found


def _with_line(reason: str, read: Readable) -> str:
    """``stands in row 3 too`` speaks of the file's line."""
    if reason.startswith("stands in row "):
        place = int(reason.split()[3]) - 1
        return f"stands in line {read.lines[place].number} too"
    return reason


def _names() -> Names:
    units = {
        words.casefold(): unit.id for unit in identity.departments() for words in unit.name.values()
    }
    districts = {
        words.casefold(): one.id for one in places.districts() for words in one.name.values()
    }
    return {"unit": units, "districts": districts}
