"""Take rows of a table: compare them with what is there, and write what differs.

The same rows again change nothing. All of them are taken or none.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby, pairwise
from typing import Any

import msgspec
from django.db import transaction

from simin.domains.directives.policies import Reader
from simin.domains.projects import checks, policies
from simin.domains.projects.checks import Fault, Known
from simin.domains.projects.definition import NewPledge, NewProject, Progress, Row, Table
from simin.domains.projects.errors import RejectedTableError
from simin.domains.projects.events import PledgeRecorded, ProjectRecorded
from simin.domains.projects.models import Pledge, ProgressPoint, Project
from simin.domains.projects.queries.known import known_now
from simin.domains.projects.services.assessing import assess
from simin.domains.projects.services.pledges import took_pledge
from simin.domains.projects.services.record import (
    SYSTEM,
    index_words,
    moment,
    pledge_subject,
    project_subject,
    recorded,
    tell,
)
from simin.domains.projects.services.rows import MODELS, identity_of, table_of, values_of
from simin.kit.outbox import services as outbox

#: Rows whose keys stand in the record of one change.
_NAMED = 20


@dataclass(frozen=True)
class Difference:
    """A row beside what is there: ``new``, ``changed`` or ``same``."""

    row: Row
    kind: str
    #: Column to what it was and what it becomes.
    columns: Mapping[str, tuple[Any, Any]] = field(default_factory=dict)

    @property
    def subject(self) -> str:
        if isinstance(self.row, NewPledge):
            return pledge_subject(self.row.id)
        project = self.row.id if isinstance(self.row, NewProject) else self.row.project
        return project_subject(project)


def compare(rows: Sequence[Row]) -> list[Difference]:
    """What taking ``rows`` would change; writes nothing."""
    return [_difference(row) for row in rows]


@transaction.atomic
def take(
    rows: Sequence[Row],
    *,
    by: Reader | None,
    at: datetime | None = None,
    ahead: bool = False,
    note: str = "",
) -> list[Difference]:
    """All of one table. ``by``: None for the city's own pack, which may tell of days ``ahead``.

    Raises ``RejectedTableError`` with every fault.
    """
    if wrong := faults(rows, by=by, ahead=ahead):
        raise RejectedTableError(wrong)
    at, actor = at or moment(), by.username if by else SYSTEM
    outbox.take_turns()
    told = [one for one in compare(rows) if one.kind != "same"]
    for one in told:
        _write(one, at, actor)
    for subject, changed in groupby(
        sorted(told, key=lambda one: one.subject), key=lambda one: one.subject
    ):
        _changed(subject, list(changed), at, actor, note)
    return told


def faults(rows: Sequence[Row], *, by: Reader | None, ahead: bool = False) -> list[Fault]:
    """What is wrong with ``rows``, and which of them are not ``by``'s to hand in."""
    known = known_now(ahead=ahead)
    found = [*checks.faults(rows, known), *_falling(rows)]
    if by is not None:
        found += _not_theirs(rows, by, known)
    return sorted(found, key=lambda one: one.row)


def _falling(rows: Sequence[Row]) -> Iterable[Fault]:
    """Rows after which a project's plan, with what is there already, would fall."""
    told: dict[str, dict[date, int]] = {}
    for place, row in enumerate(rows):
        if isinstance(row, Progress) and row.planned is not None:
            told.setdefault(row.project, {})[row.on] = place
    for project, places in told.items():
        there = ProgressPoint.objects.filter(project=project, planned__isnull=False)
        plan = dict(there.values_list("on", "planned"))
        plan |= {on: rows[place].planned for on, place in places.items()}  # type: ignore[union-attr]
        for before, after in pairwise(sorted(plan)):
            if (plan[after] or 0) < (plan[before] or 0):
                place = places.get(after, places.get(before, 0))
                yield Fault(place, "planned", f"a plan never falls: {before}, {after}")


def _not_theirs(rows: Sequence[Row], by: Reader, known: Known) -> Iterable[Fault]:
    for place, row in enumerate(rows):
        if isinstance(row, NewProject | NewPledge):
            units = {row.unit, known.projects.get(row.id, row.unit)}
            if isinstance(row, NewPledge):
                units = {row.unit, *Pledge.objects.filter(id=row.id).values_list("unit", flat=True)}
            wrong, name = [one for one in units if not policies.keeps(by, one)], "unit"
        else:
            unit = known.projects.get(row.project)
            wrong, name = [unit] if unit and not policies.keeps(by, unit) else [], "project"
        if wrong:
            yield Fault(place, name, f"belongs to {wrong[0]}, which you do not answer for")


def _difference(row: Row) -> Difference:
    model = MODELS[table_of(row)]
    there = model._default_manager.filter(**identity_of(row)).first()
    said = values_of(row)
    if there is None:
        return Difference(row, "new", {name: (None, value) for name, value in said.items()})
    differ = {
        name: (getattr(there, name), value)
        for name, value in said.items()
        if getattr(there, name) != value
    }
    return Difference(row, "changed" if differ else "same", differ)


def _write(one: Difference, at: datetime, actor: str) -> None:
    model = MODELS[table_of(one.row)]
    said: dict[str, Any] = {name: value for name, (_, value) in one.columns.items()}
    if isinstance(one.row, NewProject | NewPledge):
        said |= {"recorded_at": at, "recorded_by": actor}
    if isinstance(one.row, NewPledge):
        took_pledge(one.row, said, at=at, actor=actor)
        return
    model._default_manager.update_or_create(**identity_of(one.row), defaults=said)


def _changed(
    subject: str, changed: Sequence[Difference], at: datetime, actor: str, note: str
) -> None:
    """The record, the event and the standing of what changed."""
    table, first = table_of(changed[0].row), changed[0]
    if isinstance(first.row, NewPledge):
        index_pledge(first.row)
        _record(subject, table, changed, at, actor, first.row.note or note)
        tell(PledgeRecorded(pledge=first.row.id, by=actor, at=at))
        return
    project = subject.removeprefix("project/")
    if isinstance(first.row, NewProject):
        index_project(first.row)
    _record(subject, table, changed, at, actor, note)
    tell(ProjectRecorded(project=project, parts=(table.value,), by=actor, at=at))
    assess(Project.objects.select_for_update().get(id=project), at=at)


def _record(
    subject: str, table: Table, changed: Sequence[Difference], at: datetime, actor: str, note: str
) -> None:
    rows = [
        {
            "row": msgspec.to_builtins(identity_of(one.row), str_keys=True),
            "columns": {name: list(pair) for name, pair in one.columns.items()}
            if one.kind == "changed"
            else {},
        }
        for one in changed[:_NAMED]
    ]
    kinds = {kind: sum(one.kind == kind for one in changed) for kind in ("new", "changed")}
    details = {"table": table.value, "rows": rows, **kinds}
    act = "new" if table in (Table.PROJECTS, Table.PLEDGES) and kinds["new"] else "recorded"
    recorded(subject, act, by=actor, at=at, text=note, details=details)


def index_project(row: NewProject) -> None:
    texts = [row.id, *row.name.values(), *row.summary.values(), *row.place.values()]
    index_words(project_subject(row.id), texts)


def index_pledge(row: NewPledge) -> None:
    index_words(pledge_subject(row.id), [row.id, *row.name.values(), *row.text.values()])
