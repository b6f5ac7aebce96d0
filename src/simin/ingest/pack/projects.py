"""``projects.toml`` and ``pledges.toml``: major projects and pledges; a city may have neither.

Invented ones say so, and are loaded into a demonstration only.
"""

import itertools
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Annotated, Any, Literal

from msgspec import Meta

from simin.ingest.pack.city import Slug
from simin.ingest.pack.toml_file import Entries
from simin.ingest.pack.words import Entry, Words

Percent = Annotated[float, Meta(ge=0, le=100)]
Money = Annotated[int, Meta(ge=0, le=10**15)]
type Position = tuple[float, float]
Phase = Literal["planned", "under_way", "suspended", "completed", "cancelled"]
Sketch = Literal["park", "bridge", "rail", "road", "housing", "library", "water", "energy"]
Withheld = Literal["privacy", "investigation", "security", "third_party", "draft"]
Status = Literal["planned", "on_track", "partial", "continuing", "completed", "on_hold", "dropped"]


class Milestone(Entry, frozen=True, kw_only=True):
    """Planned, and reached; what is reached later than the demonstration's day comes by itself."""

    id: Slug
    name: Words
    planned: date
    reached: date | None = None


class Project(Entry, frozen=True, kw_only=True):
    """A major project with its budget, plan and reports."""

    id: Slug
    name: Words
    summary: Words
    outline: Words | None = None
    phase: Phase = "under_way"
    department: str
    #: The office of the person who answers for it, never a name.
    owner: Words | None = None
    starts: date
    ends: date
    #: One of these, in longitude and latitude.
    point: Position | None = None
    line: Annotated[tuple[Position, ...], Meta(min_length=2)] | None = None
    area: Annotated[tuple[Position, ...], Meta(min_length=3)] | None = None
    place: Words | None = None
    districts: tuple[str, ...] = ()
    sketch: Sketch | None = None
    indicators: tuple[str, ...] = ()
    invented: bool = False
    source: Words | None = None
    withheld: Withheld | None = None
    review_on: date | None = None
    #: First and last day of a period, and what may be spent in it.
    budget: tuple[tuple[date, date, Money], ...] = ()
    #: Day and amount.
    spending: tuple[tuple[date, int], ...] = ()
    #: Day and per cent: as planned, as reported.
    plan: tuple[tuple[date, Percent], ...] = ()
    reports: tuple[tuple[date, Percent], ...] = ()
    milestones: tuple[Milestone, ...] = ()

    @property
    def geometry(self) -> dict[str, Any] | None:
        """GeoJSON."""
        if self.point:
            return {"type": "Point", "coordinates": list(self.point)}
        if self.line:
            return {"type": "LineString", "coordinates": [list(one) for one in self.line]}
        if self.area:
            ring = [list(one) for one in (*self.area, self.area[0])]
            return {"type": "Polygon", "coordinates": [ring]}
        return None


class Evidence(Entry, frozen=True, kw_only=True):
    text: str
    link: str = ""


class Pledge(Entry, frozen=True, kw_only=True):
    """A promise to the city."""

    id: Slug
    name: Words
    text: Words | None = None
    theme: str | None = None
    department: str
    districts: tuple[str, ...] = ()
    status: Status = "planned"
    percent: Percent = 0.0
    due: date
    projects: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    invented: bool = False


def check_projects(listed: Entries[Project], pledges: Entries[Pledge]) -> None:
    """Collect what is wrong with a project or a pledge in itself."""
    for index, project in listed.placed:
        for key, reason in _faults_of(project):
            listed.file.add(listed.table, index, key, reason)
    for index, pledge in pledges.placed:
        if pledge.status in ("completed", "continuing") and not pledge.evidence:
            pledges.file.add(pledges.table, index, "evidence", "what is fulfilled needs evidence")


def _faults_of(project: Project) -> Iterator[tuple[str, str]]:
    if project.ends <= project.starts:
        yield "ends", "is not after starts"
    if sum(one is not None for one in (project.point, project.line, project.area)) > 1:
        yield "point", "give one of point, line, area"
    if project.withheld and project.review_on is None:
        yield "review_on", "is missing: when is the withholding looked at again?"
    for key, days in (
        ("budget", [first for first, _, _ in project.budget]),
        ("plan", [day for day, _ in project.plan]),
        ("reports", [day for day, _ in project.reports]),
        ("spending", [day for day, _ in project.spending]),
    ):
        if not _rising(days):
            yield key, "days do not stand in order, each once"
    if not _never_falling([percent for _, percent in project.plan]):
        yield "plan", "a plan never falls"
    if any(last < first for first, last, _ in project.budget):
        yield "budget", "a period ends before it begins"


def _rising(days: Iterable[date]) -> bool:
    listed = list(days)
    return all(one < other for one, other in itertools.pairwise(listed))


def _never_falling(values: Iterable[float]) -> bool:
    listed = list(values)
    return all(one <= other for one, other in itertools.pairwise(listed))
