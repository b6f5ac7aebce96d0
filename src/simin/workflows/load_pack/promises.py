"""The pack's projects and pledges in their domain's terms, table by table. Pure.

What is invented belongs into a demonstration only: a real city begins without.
"""

from collections.abc import Iterator, Sequence

from simin.domains.projects.definition import (
    BudgetLine,
    Evidence,
    NewMilestone,
    NewPledge,
    NewProject,
    Progress,
    Row,
    Spending,
)
from simin.ingest.pack import Pack
from simin.ingest.pack.projects import Project


def tables(pack: Pack) -> Iterator[Sequence[Row]]:
    """In the order in which one rests on the other."""
    demonstration = pack.city.demo is not None
    shown = [one for one in pack.projects if demonstration or not one.invented]
    ranked = {one.id: place for place, one in enumerate(pack.projects, start=1)}
    yield [_project(one, ranked[one.id]) for one in shown]
    yield [row for one in shown for row in _budget(one)]
    yield [row for one in shown for row in _spending(one)]
    yield [row for one in shown for row in _milestones(one)]
    yield [row for one in shown for row in _progress(one)]
    yield list(_pledges(pack, demonstration))


def _project(one: Project, rank: int) -> NewProject:
    return NewProject(
        id=one.id,
        name=one.name,
        summary=one.summary,
        outline=one.outline or {},
        phase=one.phase,
        unit=one.department,
        owner=one.owner or {},
        starts_on=one.starts,
        ends_on=one.ends,
        geometry=one.geometry,
        place=one.place or {},
        districts=one.districts,
        sketch=one.sketch or "",
        indicators=one.indicators,
        invented=one.invented,
        source=one.source or {},
        withheld=one.withheld or "",
        review_on=one.review_on,
        rank=rank,
    )


def _budget(one: Project) -> Iterator[Row]:
    for first, last, planned in one.budget:
        yield BudgetLine(project=one.id, from_on=first, to_on=last, planned=planned)


def _spending(one: Project) -> Iterator[Row]:
    for on, amount in one.spending:
        yield Spending(project=one.id, id=on.isoformat(), on=on, amount=amount)


def _milestones(one: Project) -> Iterator[Row]:
    for told in one.milestones:
        yield NewMilestone(
            project=one.id,
            id=told.id,
            name=told.name,
            planned_on=told.planned,
            reached_on=told.reached,
        )


def _progress(one: Project) -> Iterator[Row]:
    planned, actual = dict(one.plan), dict(one.reports)
    for on in sorted({*planned, *actual}):
        yield Progress(project=one.id, on=on, planned=planned.get(on), actual=actual.get(on))


def _pledges(pack: Pack, demonstration: bool) -> Iterator[Row]:
    for rank, one in enumerate(pack.pledges, start=1):
        if demonstration or not one.invented:
            yield NewPledge(
                id=one.id,
                name=one.name,
                text=one.text or {},
                theme=one.theme or "",
                unit=one.department,
                districts=one.districts,
                status=one.status,
                percent=one.percent,
                due_on=one.due,
                projects=one.projects if demonstration else _real(pack, one.projects),
                evidence=tuple(Evidence(text=each.text, link=each.link) for each in one.evidence),
                invented=one.invented,
                rank=rank,
            )


def _real(pack: Pack, named: Sequence[str]) -> tuple[str, ...]:
    invented = {one.id for one in pack.projects if one.invented}
    return tuple(one for one in named if one not in invented)
