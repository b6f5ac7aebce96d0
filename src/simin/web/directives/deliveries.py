"""Whom a directive was brought to, and how: every attempt, what bounced, when the next is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from simin.domains.directives import queries
from simin.web.directives.people import Names
from simin.web.directives.vocabulary import CHANNELS, DELIVERED, OUTCOMES, TOLD
from simin.web.presentation.times import CityTime, iso


@dataclass(frozen=True)
class Attempt:
    channel: str
    outcome: str
    #: ``sent``, ``unsent`` or ``bounced``.
    kind: str
    reason: str
    clock: str
    at: str


@dataclass(frozen=True)
class DeliveryLine:
    """One person who is to be told of one thing."""

    person: str
    what: str
    state: str
    kind: str
    attempts: tuple[Attempt, ...]
    #: Of the next attempt; empty: none is to come.
    next_clock: str
    next_at: str


def delivery_lines(
    rows: Iterable[queries.Delivery], names: Names, time: CityTime
) -> list[DeliveryLine]:
    """Times are the world's, in the city's zone: a channel knows no other."""
    return [
        DeliveryLine(
            person=names.person(row.account),
            what=str(TOLD.get(row.act, row.act)),
            state=str(DELIVERED[row.state if row.given_up or row.state != row.DEAD else "nowhere"]),
            kind=row.state,
            attempts=tuple(_attempts(row, time)),
            next_clock=_clock(row.next_at, time),
            next_at=iso(row.next_at),
        )
        for row in rows
    ]


def _attempts(row: queries.Delivery, time: CityTime) -> Iterable[Attempt]:
    for one in sorted(row.tries.all(), key=lambda tried: tried.pk):
        yield Attempt(
            channel=str(CHANNELS.get(one.channel, one.channel)),
            outcome=str(OUTCOMES.get(one.outcome, one.outcome)),
            kind=one.outcome,
            reason=one.reason,
            clock=_clock(one.at, time),
            at=iso(one.at),
        )


def _clock(at: datetime | None, time: CityTime) -> str:
    return f"{time.local(at):%Y-%m-%d %H:%M:%S}" if at else ""
