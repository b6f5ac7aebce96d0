"""Tables as they were handed in, as far as somebody may see them."""

from collections.abc import Iterator

from simin.domains.directives.policies import Reader
from simin.domains.projects.definition import (
    BudgetLine,
    Evidence,
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
from simin.domains.projects.queries.listing import visible


def rows(table: Table, by: Reader) -> Iterator[Row]:
    """In order of projects, then of days."""
    seen = visible(by).values("id")
    match table:
        case Table.PROJECTS:
            return map(_project, visible(by).order_by("rank", "id").iterator())
        case Table.PLEDGES:
            return map(_pledge, Pledge.objects.order_by("rank", "id").iterator())
        case Table.BUDGET:
            found = BudgetPeriod.objects.filter(project__in=seen)
            return map(_budget, found.order_by("project__rank", "project_id", "from_on"))
        case Table.SPENDING:
            spent = SpendingEntry.objects.filter(project__in=seen)
            return map(_spending, spent.order_by("project__rank", "project_id", "on", "key"))
        case Table.MILESTONES:
            due = Milestone.objects.filter(project__in=seen)
            return map(_milestone, due.order_by("project__rank", "project_id", "planned_on"))
        case Table.PROGRESS:
            points = ProgressPoint.objects.filter(project__in=seen)
            return map(_progress, points.order_by("project__rank", "project_id", "on"))


def _project(one: Project) -> NewProject:
    plain = {
        name: getattr(one, name)
        for name in NewProject.__dataclass_fields__
        if name not in ("districts", "indicators")
    }
    return NewProject(**plain, districts=tuple(one.districts), indicators=tuple(one.indicators))


def _pledge(one: Pledge) -> NewPledge:
    same = ("id", "name", "text", "theme", "unit", "status", "percent", "due_on", "invented")
    return NewPledge(
        **{name: getattr(one, name) for name in same},
        rank=one.rank,
        districts=tuple(one.districts),
        projects=tuple(one.projects),
        evidence=tuple(Evidence(text=each["text"], link=each["link"]) for each in one.evidence),
    )


def _budget(one: BudgetPeriod) -> BudgetLine:
    return BudgetLine(
        project=one.project_id, from_on=one.from_on, to_on=one.to_on, planned=one.planned
    )


def _spending(one: SpendingEntry) -> Spending:
    return Spending(project=one.project_id, id=one.key, on=one.on, amount=one.amount)


def _milestone(one: Milestone) -> NewMilestone:
    return NewMilestone(
        project=one.project_id,
        id=one.key,
        name=one.name,
        planned_on=one.planned_on,
        reached_on=one.reached_on,
    )


def _progress(one: ProgressPoint) -> Progress:
    return Progress(project=one.project_id, on=one.on, planned=one.planned, actual=one.actual)
