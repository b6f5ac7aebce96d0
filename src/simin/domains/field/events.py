"""What the field tells the rest of the city. No event holds what was sent, or where somebody is."""

from datetime import datetime

from simin.kit.outbox.event import Event


class FieldEvent(Event, frozen=True, kw_only=True):
    """What every event says: by which invitation, about what, who did it. ``at`` is city time."""

    invitation: str
    #: Id of the card.
    subject: str
    #: Username, ``phone`` or ``system``.
    by: str
    at: datetime


class InvitationMade(FieldEvent, frozen=True, kw_only=True):
    purpose: str
    #: Real time.
    expires_at: datetime


class InvitationOpened(FieldEvent, frozen=True, kw_only=True):
    """For the first time."""


class InvitationRevoked(FieldEvent, frozen=True, kw_only=True):
    pass


class PositionAllowed(FieldEvent, frozen=True, kw_only=True):
    """The person lets their position be seen, or no longer."""

    allowed: bool


class FieldReported(FieldEvent, frozen=True, kw_only=True):
    """Something new stands among the reports: words, a photo, a unit's state, a call."""

    report: int
    kind: str


class CallChanged(FieldEvent, frozen=True, kw_only=True):
    call: str
    state: str


class RecordingAllowed(FieldEvent, frozen=True, kw_only=True):
    """A side agrees that a call is recorded, or no longer."""

    call: str
    side: str
    allowed: bool


class RecordingEnded(FieldEvent, frozen=True, kw_only=True):
    """A recording is kept until ``expires_at``, or was deleted."""

    call: str
    recording: int
    kept: bool
    expires_at: datetime | None = None
