"""Which row of the database a handed-in row is, and what it says there."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from django.db.models import Model
from shapely.geometry import shape

from simin.domains.places import queries as places
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
from simin.domains.projects.models import (
    BudgetPeriod,
    Milestone,
    Pledge,
    ProgressPoint,
    Project,
    SpendingEntry,
)

MODELS: dict[Table, type[Model]] = {
    Table.PROJECTS: Project,
    Table.BUDGET: BudgetPeriod,
    Table.SPENDING: SpendingEntry,
    Table.MILESTONES: Milestone,
    Table.PROGRESS: ProgressPoint,
    Table.PLEDGES: Pledge,
}
#: Of a pledge: written by the act that changes it, not compared.
_NOT_COMPARED = {"note", "evidence"}


def table_of(row: Row) -> Table:
    match row:
        case NewProject():
            return Table.PROJECTS
        case BudgetLine():
            return Table.BUDGET
        case Spending():
            return Table.SPENDING
        case NewMilestone():
            return Table.MILESTONES
        case Progress():
            return Table.PROGRESS
        case NewPledge():
            return Table.PLEDGES


def identity_of(row: Row) -> dict[str, Any]:
    """The columns by which its row is found."""
    match row:
        case NewProject() | NewPledge():
            return {"id": row.id}
        case BudgetLine():
            return {"project_id": row.project, "from_on": row.from_on}
        case Progress():
            return {"project_id": row.project, "on": row.on}
        case Spending() | NewMilestone():
            return {"project_id": row.project, "key": row.id}


def values_of(row: Row) -> dict[str, Any]:
    """The columns that it says, its identity left out; of progress only what it says."""
    plain = {one.name: getattr(row, one.name) for one in fields(row)}
    if isinstance(row, Progress):
        return {name: plain[name] for name in ("planned", "actual") if plain[name] is not None}
    known = {"id", "project"} | set(identity_of(row)) | _NOT_COMPARED
    said = {name: _stored(value) for name, value in plain.items() if name not in known}
    return {**said, **placed(row)} if isinstance(row, NewProject) else said


def _stored(value: Any) -> Any:
    if isinstance(value, Mapping):
        return dict(value)
    return list(value) if isinstance(value, tuple) else value


def placed(row: NewProject) -> dict[str, Any]:
    """Its point, and the districts that it touches where none are told."""
    if row.geometry is None:
        return {"geometry": None, "longitude": None, "latitude": None}
    drawn = shape(dict(row.geometry))
    inside = drawn.interpolate(0.5, normalized=True) if drawn.geom_type == "LineString" else None
    point = inside or drawn.representative_point()
    told = {"longitude": round(point.x, 6), "latitude": round(point.y, 6)}
    if row.districts:
        return told
    found = places.district_at(point.x, point.y)
    return {**told, "districts": [found.id] if found else []}
