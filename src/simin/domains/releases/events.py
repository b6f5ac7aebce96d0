"""What the rest of the city hears of decisions. Times are city time.

Plain on purpose: the transparency log makes leaves of ``ReleaseDecided``. ``by`` is an account and
never public; the office is.
"""

from datetime import date, datetime

from simin.kit.outbox.event import Event


class ReleaseEvent(Event, frozen=True, kw_only=True):
    """``id`` is the number of the decision, from its proposal on."""

    id: int
    #: Id of the card; ``dataset/NAME`` for a data set.
    card: str
    kind: str
    #: Path of a field; empty: the whole card.
    field: str
    #: ``release``, ``withhold``, ``embargo`` or ``declassify``.
    decision: str
    #: Of the fixed list; empty where it opens.
    reason: str
    at: datetime
    by: str


class ReleaseProposed(ReleaseEvent, frozen=True, kw_only=True):
    """It has no effect before another person confirms it."""


class ReleaseDecided(ReleaseEvent, frozen=True, kw_only=True):
    """In force from now on."""

    #: Language to words.
    office: dict[str, str]
    until: datetime | None
    review_on: date | None
    #: Hex: the newest promise that the public picture made of it; empty where there is none.
    commitment: str


class ReleaseProposalEnded(ReleaseEvent, frozen=True, kw_only=True):
    """``how``: ``confirmed``, ``refused`` (by another) or ``withdrawn`` (by who proposed it)."""

    how: str
