"""What directives tell the rest of the city. Times are city time.

No event holds what a directive says: who may read that is asked of the directive.
"""

from datetime import datetime

from simin.kit.outbox.event import Event


class DirectiveEvent(Event, frozen=True, kw_only=True):
    """What every event says: which directive, where its chain stands, who did it."""

    directive: str
    #: Position and hash of the entry in the directive's chain.
    position: int
    hash: str
    #: Username, or ``system``.
    by: str
    at: datetime


class DirectiveMoved(DirectiveEvent, frozen=True, kw_only=True):
    """It is in another state than before, or was escalated once more."""

    act: str
    state: str


class DirectiveNoted(DirectiveEvent, frozen=True, kw_only=True):
    """Its chain grew; its state did not change."""

    act: str
