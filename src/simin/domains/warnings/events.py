"""What warnings tell the rest of the city. Times are city time."""

from datetime import datetime

from simin.kit.outbox.event import Event


class WarningEvent(Event, frozen=True, kw_only=True):
    """What every event of one of the city's own warnings says."""

    warning: int
    #: Number of the incident that it was drafted from.
    incident: str
    #: Of a drill: nobody outside hears of it.
    exercise: bool = False
    #: Username, or ``system``.
    by: str
    at: datetime


class WarningDrafted(WarningEvent, frozen=True, kw_only=True):
    """A draft began: of a new warning, or of an update of one that is in force."""

    update: bool


class WarningEdited(WarningEvent, frozen=True, kw_only=True):
    revision: int


class DraftDiscarded(WarningEvent, frozen=True, kw_only=True):
    pass


class WarningSent(WarningEvent, frozen=True, kw_only=True):
    """A message went out; its subclasses say of which type."""

    identifier: str
    headline: dict[str, str]
    #: Who wrote it; ``by`` approved.
    authors: tuple[str, ...]


class WarningIssued(WarningSent, frozen=True, kw_only=True):
    pass


class WarningUpdated(WarningSent, frozen=True, kw_only=True):
    pass


class WarningCancelled(WarningSent, frozen=True, kw_only=True):
    reason: dict[str, str]


class WarningExpired(WarningEvent, frozen=True, kw_only=True):
    pass


class ReceivedWarningsChanged(Event, frozen=True, kw_only=True):
    """Warnings of other authorities came, were replaced, cancelled, or expired."""

    source: str
    received: tuple[int, ...]
    at: datetime
