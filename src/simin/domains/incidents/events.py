"""What incidents tell the rest of the city. Times are city time."""

from datetime import datetime

from simin.domains.incidents.grades import MAJOR
from simin.kit.outbox.event import Event


class IncidentEvent(Event, frozen=True, kw_only=True):
    """What every event of an incident says: which, of what kind, where, how grave."""

    incident: str
    kind: str
    district: str | None
    severity: str
    drill: bool
    at: datetime
    #: Original time of what is replayed.
    recorded_at: datetime | None = None

    @property
    def major(self) -> bool:
        """Whether it is one that the whole city hears of."""
        return self.severity in MAJOR and not self.drill


class IncidentReported(IncidentEvent, frozen=True, kw_only=True):
    pass


class IncidentAdvanced(IncidentEvent, frozen=True, kw_only=True):
    """It went one or more states on, or turned out to be a false alarm."""

    before: str
    state: str


class IncidentNoted(IncidentEvent, frozen=True, kw_only=True):
    """Its timeline grew; its state did not change."""


class IncidentReopened(IncidentEvent, frozen=True, kw_only=True):
    before: str
    state: str


class IncidentMerged(IncidentEvent, frozen=True, kw_only=True):
    """It turned out to be the same as ``into``."""

    into: str


class IncidentUnmerged(IncidentEvent, frozen=True, kw_only=True):
    """It turned out to be another one than ``out_of``, which it was part of."""

    out_of: str


class IncidentChanged(IncidentEvent, frozen=True, kw_only=True):
    """What it is or where was told anew; ``fields`` says which."""

    fields: str


class ImpactAreaDrawn(IncidentEvent, frozen=True, kw_only=True):
    """It has another impact area than before."""

    version: str


class UnitAssigned(IncidentEvent, frozen=True, kw_only=True):
    unit: str


class UnitMoved(IncidentEvent, frozen=True, kw_only=True):
    """A unit on the incident changed its state."""

    unit: str
    state: str


class StageOverridden(Event, frozen=True, kw_only=True):
    """Somebody set the city's stage by hand; why is asked of the override."""

    number: int
    before: int
    level: int
    until: datetime
    by: str


class StageOverrideEnded(Event, frozen=True, kw_only=True):
    """It was withdrawn, replaced, or ran out; ``level`` is what is computed."""

    number: int
    how: str
    level: int
    by: str


class StageChanged(Event, frozen=True, kw_only=True):
    """The city is in another stage than before."""

    before: int
    level: int
    at: datetime
