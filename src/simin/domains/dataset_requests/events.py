"""What requests tell the rest of the city: numbers and words of the record, never who asked."""

from datetime import datetime

from simin.kit.outbox.event import Event


class RequestReceived(Event, frozen=True, kw_only=True):
    request: int
    owner: str
    at: datetime


class RequestDecided(Event, frozen=True, kw_only=True):
    request: int
    act: str
    #: Why it was declined or not shown; empty otherwise.
    reason: str
    by: str
    at: datetime
