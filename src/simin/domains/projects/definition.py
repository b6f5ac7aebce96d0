"""A project, its tables and a pledge, as packs and files hand them in. Pure.

Money is in whole won (or the city's own smallest unit), progress in per cent.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from simin.domains.projects.states import Phase, Status
from simin.kit.text import Text


@dataclass(frozen=True, kw_only=True)
class NewProject:
    id: str
    name: Text
    summary: Text = field(default_factory=dict)
    outline: Text = field(default_factory=dict)
    phase: str = Phase.UNDER_WAY
    #: Department id, and what the person who answers for it is (an office, never a name).
    unit: str
    owner: Text = field(default_factory=dict)
    starts_on: date
    ends_on: date
    #: GeoJSON point, line or polygon; None: it has no place.
    geometry: Mapping[str, Any] | None = None
    place: Text = field(default_factory=dict)
    districts: tuple[str, ...] = ()
    #: Which sketch stands for it where there is no picture: ``park``, ``bridge`` …
    sketch: str = ""
    indicators: tuple[str, ...] = ()
    #: No such project exists: it was made up to show the screens.
    invented: bool = False
    #: Who published these facts; of an invented one nobody.
    source: Text = field(default_factory=dict)
    #: Why the public does not see it, if so.
    withheld: str = ""
    review_on: date | None = None
    rank: int = 0


@dataclass(frozen=True, kw_only=True)
class BudgetLine:
    """What may be spent in a period, both days included."""

    project: str
    from_on: date
    to_on: date
    planned: int


@dataclass(frozen=True, kw_only=True)
class Spending:
    """What was spent on a day; ``id`` is unique in its project."""

    project: str
    id: str
    on: date
    amount: int


@dataclass(frozen=True, kw_only=True)
class NewMilestone:
    project: str
    id: str
    name: Text
    planned_on: date
    reached_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Progress:
    """By a day: how far it was to be, how far it was; one of them may be missing."""

    project: str
    on: date
    planned: float | None = None
    actual: float | None = None


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """What shows that a pledge was kept: words, and where to look."""

    text: str
    link: str = ""


@dataclass(frozen=True, kw_only=True)
class NewPledge:
    id: str
    name: Text
    text: Text = field(default_factory=dict)
    theme: str = ""
    unit: str
    #: Empty: the whole city.
    districts: tuple[str, ...] = ()
    status: str = Status.PLANNED
    percent: float = 0.0
    due_on: date
    projects: tuple[str, ...] = ()
    #: Why its status or fulfilment is another than before.
    note: str = ""
    evidence: tuple[Evidence, ...] = ()
    invented: bool = False
    rank: int = 0


class Table(StrEnum):
    """What may be handed in as a file."""

    PROJECTS = "projects"
    BUDGET = "budget"
    SPENDING = "spending"
    MILESTONES = "milestones"
    PROGRESS = "progress"
    PLEDGES = "pledges"


type Row = NewProject | BudgetLine | Spending | NewMilestone | Progress | NewPledge
