"""What projects and pledges tell the rest of the city. Times are city time."""

from datetime import datetime

from simin.kit.outbox.event import Event


class ProjectEvent(Event, frozen=True, kw_only=True):
    project: str
    #: Username, or ``system``.
    by: str
    at: datetime


class ProjectRecorded(ProjectEvent, frozen=True, kw_only=True):
    """What is known of it changed: ``parts`` names the tables (``projects``, ``budget`` …)."""

    parts: tuple[str, ...]


class SiteReported(ProjectEvent, frozen=True, kw_only=True):
    """Somebody told from the site how far it is."""

    report: int
    percent: float | None


class MilestoneReached(ProjectEvent, frozen=True, kw_only=True):
    milestone: str


class PhotoReleased(ProjectEvent, frozen=True, kw_only=True):
    """A photo is shown to citizens from now on, or not any more."""

    photo: int
    public: bool


class StandingChanged(ProjectEvent, frozen=True, kw_only=True):
    """It stands otherwise than before: on time, late, over budget."""

    schedule: str
    cost: str


class PledgeEvent(Event, frozen=True, kw_only=True):
    pledge: str
    by: str
    at: datetime


class PledgeRecorded(PledgeEvent, frozen=True, kw_only=True):
    """What it says changed, or it is new."""


class PledgeMoved(PledgeEvent, frozen=True, kw_only=True):
    """Its status or its fulfilment is another."""

    status: str
    percent: float
