"""What the rules of attention look at. Pure."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from simin.domains.picture.card import Origin
from simin.kit.text import Text


@dataclass(frozen=True, kw_only=True)
class StageNow:
    level: int
    name: Text
    since: datetime
    reasons: tuple[Text, ...]
    origin: Origin


@dataclass(frozen=True, kw_only=True)
class OverrideNow:
    """The stage is set by hand, and ends soon."""

    until: datetime
    until_clock: str
    level: int
    computed: int


@dataclass(frozen=True, kw_only=True)
class LateStepsNow:
    """Steps of an incident's procedure that are late; never of a drill."""

    incident: str
    card: str
    #: Whether the public is not shown the incident: then neither how many, nor since when.
    withheld: bool
    #: Of the incident; of a withheld one the name of its kind.
    title: Text
    count: int
    since: datetime
    since_clock: str
    #: One went up to the head of the organisation, or nobody stands above whom it reached.
    at_top: bool
    origin: Origin


@dataclass(frozen=True, kw_only=True)
class IncidentNow:
    """An incident that is being dealt with."""

    card: str
    #: Whether the public is not shown it: then nothing but that it needs attention is said.
    withheld: bool = False
    #: Its title; of a withheld incident the name of its kind.
    title: Text
    severity: str
    reported_at: datetime
    #: When it was reported, on the city's clock.
    reported_clock: str
    arrived: bool
    target_seconds: int | None
    origin: Origin


@dataclass(frozen=True, kw_only=True)
class AlertNow:
    """An alert that is open and not muted."""

    card: str
    #: Whether the public is not shown it: then nothing but that it needs attention is said.
    withheld: bool = False
    title: Text
    severity: Literal["moderate", "bad", "very_bad"]
    #: The first of what speaks for it.
    why: Text
    opened_at: datetime
    origin: Origin


@dataclass(frozen=True, kw_only=True)
class DirectiveNow:
    """A directive that is late or was escalated; what it says is not said here."""

    id: str
    #: The city's card of directives.
    card: str
    addressee: Text
    urgent: bool
    late: bool
    due_at: datetime
    due_clock: str


@dataclass(frozen=True, kw_only=True)
class ProjectNow:
    """A project that is late, costs more than its budget, or has a milestone this week."""

    card: str
    #: Whether the public is not shown it: then nothing but that it needs attention is said.
    withheld: bool = False
    title: Text
    #: Forecast against plan; None: it is not late.
    days_late: int | None = None
    #: What it will cost, in per cent of its budget; None: it is not over.
    cost_percent: float | None = None
    milestone: Text | None = None
    #: Month and day, of the milestone.
    due_clock: str = ""
    since: datetime | None = None
    origin: Origin


@dataclass(frozen=True, kw_only=True)
class IndicatorNow:
    """An indicator of the moment that has levels."""

    card: str
    name: Text
    level: str
    #: Whole hours for which it has been very bad; 0 if it is not, or only just.
    hours_very_bad: int
    #: Districts at bad or worse, and districts that anything is known of.
    districts_bad: int
    districts_known: int
    origin: Origin


@dataclass(frozen=True, kw_only=True)
class SourceDown:
    #: Card of an indicator that it feeds.
    card: str
    id: str
    name: Text
    since: datetime
    since_clock: str
    #: Whether for longer than its budget.
    beyond_budget: bool
    origin: Origin


@dataclass(frozen=True, kw_only=True)
class KiosksSilent:
    """Kiosks that report no longer; how many, and the one that is silent for longest."""

    count: int
    of: int
    name: str
    since_clock: str


@dataclass(frozen=True, kw_only=True)
class Situation:
    """The city at ``now``."""

    now: datetime
    stage: StageNow
    override: OverrideNow | None = None
    late_steps: tuple[LateStepsNow, ...] = ()
    incidents: tuple[IncidentNow, ...] = ()
    alerts: tuple[AlertNow, ...] = ()
    directives: tuple[DirectiveNow, ...] = ()
    projects: tuple[ProjectNow, ...] = ()
    indicators: tuple[IndicatorNow, ...] = ()
    sources: tuple[SourceDown, ...] = ()
    kiosks: KiosksSilent | None = None
