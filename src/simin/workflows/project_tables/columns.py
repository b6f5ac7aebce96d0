"""Which columns each table has, by name; words have one for each language of the city."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from simin.domains.projects.definition import (
    BudgetLine,
    NewMilestone,
    NewPledge,
    NewProject,
    Progress,
    Row,
    Spending,
    Table,
)
from simin.workflows.project_tables import cells


@dataclass(frozen=True)
class Column:
    """One column, and the field of the row that it fills."""

    name: str
    field: str
    read: Callable[[str], Any] = str.strip
    #: The language of words.
    language: str = ""
    #: Empty is refused.
    needed: bool = False
    #: Names a unit, or districts: by id or by name.
    names: str = ""


KINDS: dict[Table, type[Row]] = {
    Table.PROJECTS: NewProject,
    Table.BUDGET: BudgetLine,
    Table.SPENDING: Spending,
    Table.MILESTONES: NewMilestone,
    Table.PROGRESS: Progress,
    Table.PLEDGES: NewPledge,
}
#: Fields by which a row is known; each needs its column.
KEYS: dict[Table, tuple[str, ...]] = {
    Table.PROJECTS: ("id",),
    Table.BUDGET: ("project", "from_on"),
    Table.SPENDING: ("project", "id"),
    Table.MILESTONES: ("project", "id"),
    Table.PROGRESS: ("project", "on"),
    Table.PLEDGES: ("id",),
}

_ID = Column("id", "id", needed=True)
_PROJECT = Column("project", "project", needed=True)
_UNIT = Column("unit", "unit", needed=True, names="unit")
_DISTRICTS = Column("districts", "districts", cells.several, names="districts")
_INVENTED = Column("invented", "invented", cells.truth)


def _day(name: str) -> Column:
    return Column(name, name, cells.day, needed=True)


def columns(table: Table, languages: Sequence[str]) -> list[Column]:
    """In the order in which a table is given out."""
    return list(_columns(table, languages))


def _columns(table: Table, languages: Sequence[str]) -> Iterator[Column]:
    def worded(field: str, *, needed: bool = False) -> Iterator[Column]:
        for place, code in enumerate(languages):
            yield Column(f"{field}_{code}", field, language=code, needed=needed and not place)

    match table:
        case Table.PROJECTS:
            yield _ID
            for field in ("name", "summary", "outline"):
                yield from worded(field, needed=field == "name")
            yield from (Column("phase", "phase"), _UNIT, *worded("owner"))
            yield from (_day("starts_on"), _day("ends_on"))
            yield Column("geometry", "geometry", cells.geometry)
            yield from (*worded("place"), _DISTRICTS, Column("sketch", "sketch"))
            yield from (Column("indicators", "indicators", cells.several), _INVENTED)
            yield from (*worded("source"), Column("withheld", "withheld"))
            yield Column("review_on", "review_on", cells.optional_day)
            yield Column("rank", "rank", cells.whole)
        case Table.BUDGET:
            yield from (_PROJECT, _day("from_on"), _day("to_on"))
            yield Column("planned", "planned", cells.whole, needed=True)
        case Table.SPENDING:
            yield from (_PROJECT, _ID, _day("on"))
            yield Column("amount", "amount", cells.whole, needed=True)
        case Table.MILESTONES:
            yield from (_PROJECT, _ID, *worded("name", needed=True), _day("planned_on"))
            yield Column("reached_on", "reached_on", cells.optional_day)
        case Table.PROGRESS:
            yield from (_PROJECT, _day("on"))
            yield Column("planned", "planned", cells.optional_number)
            yield Column("actual", "actual", cells.optional_number)
        case Table.PLEDGES:
            yield from (_ID, *worded("name", needed=True), *worded("text"))
            yield from (Column("theme", "theme"), _UNIT, _DISTRICTS, Column("status", "status"))
            yield Column("percent", "percent", cells.number, needed=True)
            yield from (_day("due_on"), Column("projects", "projects", cells.several))
            yield from (Column("note", "note"), Column("evidence", "evidence"))
            yield from (Column("evidence_link", "evidence_link"), _INVENTED)
            yield Column("rank", "rank", cells.whole)


#: What an empty cell of an optional column means where it cannot be read as such.
EMPTY: Mapping[str, Any] = {"phase": "under_way", "status": "planned", "rank": 0}
