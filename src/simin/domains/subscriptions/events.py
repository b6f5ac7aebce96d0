"""What subscriptions tell the rest of the city: never by whom."""

from datetime import datetime

from simin.kit.outbox.event import Event


class FollowingEvent(Event, frozen=True, kw_only=True):
    topic: str
    channel: str
    #: Real time.
    at: datetime


class FollowingBegan(FollowingEvent, frozen=True, kw_only=True):
    """Somebody consented, by the link of a mail or by the browser's own question."""


class FollowingEnded(FollowingEvent, frozen=True, kw_only=True):
    #: ``asked``, ``unreachable`` or ``expired``.
    why: str
