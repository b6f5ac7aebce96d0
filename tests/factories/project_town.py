"""The town of directives with two projects and two pledges: a late bridge, a garden on time."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Any

from simin.domains.places import services as places
from simin.domains.projects import queries, services
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
from simin.kit import file_store
from simin.kit.clock import FixedClock
from simin.kit.file_store import RememberedStore
from tests.factories.directive_town import directive_town
from tests.factories.observed import NOON
from tests.factories.places import square

#: The town's day at ``NOON``.
TODAY = date(2022, 3, 5)
#: Of the bridge, which takes 1,000 days.
BEGUN = date(2021, 1, 1)


@contextmanager
def project_town(
    now: datetime = NOON, *, found: bool = False, told: bool = True
) -> Iterator[FixedClock]:
    """``found``: the city and its districts are there already; ``told``: with its projects."""
    kept: dict[str, RememberedStore] = {}
    file_store.wire(lambda owner: kept.setdefault(owner, RememberedStore()))
    with directive_town(now, found=found) as clock:
        if not found:
            places.define_districts([square("east", 0), square("west", 1, rank=1)], at=now)
        if told:
            for rows in tables():
                services.take(rows, by=None, at=now)
        try:
            yield clock
        finally:
            file_store.wire(None)


def tables() -> list[Sequence[Row]]:
    return [
        [bridge(), garden()],
        [
            BudgetLine(project="bridge", from_on=BEGUN, to_on=date(2021, 12, 31), planned=60_000),
            BudgetLine(
                project="bridge", from_on=date(2022, 1, 1), to_on=date(2023, 9, 28), planned=40_000
            ),
            BudgetLine(project="garden", from_on=BEGUN, to_on=date(2022, 12, 31), planned=5_000),
        ],
        [
            Spending(project="bridge", id="a", on=date(2021, 9, 1), amount=20_000),
            Spending(project="bridge", id="b", on=date(2022, 2, 1), amount=17_000),
        ],
        [
            NewMilestone(
                project="bridge", id="piers", name=text("Piers"), planned_on=date(2022, 1, 1)
            ),
            NewMilestone(
                project="garden", id="trees", name=text("Trees"), planned_on=date(2022, 3, 9)
            ),
        ],
        [*_progress()],
        [
            NewPledge(
                id="river",
                name=text("Cross the river"),
                unit="climate",
                districts=("east",),
                status="on_track",
                percent=40,
                due_on=date(2023, 12, 31),
                projects=("bridge",),
            ),
            NewPledge(
                id="green",
                name=text("Green squares"),
                unit="fire",
                status="completed",
                percent=100,
                due_on=date(2021, 12, 31),
                evidence=(Evidence(text="Opened in May"),),
                invented=True,
            ),
        ],
    ]


def text(words: str) -> dict[str, str]:
    return {"en": words, "ko": f"{words} (한)"}


def bridge(**changes: Any) -> NewProject:
    plain: dict[str, Any] = {
        "id": "bridge",
        "name": text("River Bridge"),
        "summary": text("A bridge joins both banks."),
        "unit": "climate",
        "owner": text("Head of Bridges"),
        "starts_on": BEGUN,
        "ends_on": BEGUN + timedelta(days=1000),
        "geometry": {"type": "LineString", "coordinates": [[0.9, 0.5], [1.1, 0.5]]},
        "place": text("River"),
        "districts": ("east", "west"),
        "rank": 1,
    }
    return NewProject(**{**plain, **changes})


def garden(**changes: Any) -> NewProject:
    plain: dict[str, Any] = {
        "id": "garden",
        "name": text("Water Garden"),
        "summary": text("A garden that lives on rain."),
        "unit": "fire",
        "starts_on": BEGUN,
        "ends_on": date(2022, 12, 31),
        "geometry": {"type": "Point", "coordinates": [0.5, 0.5]},
        "sketch": "park",
        "invented": True,
        "rank": 2,
    }
    return NewProject(**{**plain, **changes})


def _progress() -> Iterator[Row]:
    """The bridge is planned evenly and earns four fifths of it; the garden earns what it should."""
    for days in range(0, 1001, 100):
        day = BEGUN + timedelta(days=days)
        done = days * 0.08 if 0 < days <= 400 else None
        yield Progress(project="bridge", on=day, planned=days / 10, actual=done)
    yield Progress(project="garden", on=BEGUN, planned=0)
    yield Progress(project="garden", on=date(2022, 12, 31), planned=100)
    for days in (100, 200, 300, 400):
        day = BEGUN + timedelta(days=days)
        yield Progress(project="garden", on=day, actual=round(100 * days / 729, 1))


def project(project_id: str = "bridge") -> queries.Project:
    return queries.any_project(project_id)
