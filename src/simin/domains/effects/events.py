"""What effects tell the rest of the city. Times are city time."""

from datetime import datetime

from simin.kit.outbox.event import Event


class EffectAsked(Event, frozen=True, kw_only=True):
    """From now on this is what the subject is measured by."""

    question: int
    #: ``directive/2026-000012``, or a card's id.
    subject: str
    indicator: str
    place: str
    direction: str
    window: str
    baseline: int
    by: str
    at: datetime


class EffectEstimated(Event, frozen=True, kw_only=True):
    """What can be said has changed, or this is the last word."""

    question: int
    subject: str
    state: str
    verdict: str
    at: datetime


class EffectWithdrawn(Event, frozen=True, kw_only=True):
    question: int
    subject: str
    #: ``changed`` or ``cancelled``.
    reason: str
    by: str
    at: datetime
