"""Incidents as lines of what is happening now."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from simin.domains.picture.card import Card, Visibility, WithheldCard
from simin.web.presentation.numbers import in_words
from simin.web.presentation.times import CityTime, iso, parsed
from simin.web.presentation.trust import TrustLine, trust_line
from simin.web.presentation.vocabulary import PHRASES
from simin.web.presentation.withheld import Withheld, withheld

#: Gravest first.
SEVERITIES = ("extreme", "severe", "moderate", "minor", "unknown")
#: What colour a severity has.
SEVERITY_LEVELS = {"extreme": "very_bad", "severe": "very_bad", "moderate": "bad"}


@dataclass(frozen=True)
class Incident:
    id: str
    title: str
    kind: str
    kind_words: str
    state_words: str
    level: str
    #: Number of steps on the kind's path, and how many are behind.
    steps: int
    step: int
    reported: str
    reported_at: str
    arrived: str
    agency: str
    units: str
    place: str
    district: str
    drill: bool
    closed: bool
    trust: TrustLine
    #: Withheld from the public, and seen by the office.
    locked: bool
    withheld: bool = False

    @property
    def path(self) -> list[bool]:
        """For each step whether it is behind or current."""
        return [position <= self.step for position in range(self.steps)]


def incident(card: Card | WithheldCard, time: CityTime) -> Incident | Withheld:
    if isinstance(card, WithheldCard):
        return withheld(card)
    body, reported = card.body, parsed(card.body["reported_at"])
    return Incident(
        id=card.id,
        title=in_words(card.title),
        kind=body["kind"],
        kind_words=in_words(body["kind_name"]),
        state_words=in_words(body["state_name"]),
        level=SEVERITY_LEVELS.get(body.get("severity", ""), "moderate"),
        steps=len(body.get("states") or ()),
        step=-1 if body.get("step") is None else body["step"],
        reported=_("reported %(time)s") % {"time": time.clock(reported)} if reported else "",
        reported_at=iso(reported),
        arrived=_arrived(body.get("response_seconds")),
        agency=in_words(body.get("agency")),
        units=_units(len(body.get("units") or ())),
        place=in_words(card.place.label) if card.place else "",
        district=(card.place.district if card.place else None) or "",
        drill=bool(body.get("drill")),
        closed=body.get("closed_at") is not None,
        trust=trust_line(card.trust, time),
        locked=card.release.visibility is Visibility.WITHHELD,
    )


def _arrived(seconds: float | None) -> str:
    if seconds is None:
        return ""
    minutes, rest = divmod(int(seconds), 60)
    after = _("%(minutes)d min %(seconds)d s") % {"minutes": minutes, "seconds": rest}
    return _("on scene after %(minutes)s") % {"minutes": after}


def _units(count: int) -> str:
    if not count:
        return ""
    return str(PHRASES["unit" if count == 1 else "units"]) % {"count": count}


def in_order(cards: list[Card | WithheldCard]) -> list[Card | WithheldCard]:
    """Running before closed, open before withheld, gravest first, newest first."""

    def key(card: Card | WithheldCard) -> tuple[bool, bool, int]:
        if isinstance(card, WithheldCard):
            return (False, True, 0)
        severity = card.body.get("severity", "unknown")
        return (card.body.get("closed_at") is not None, False, SEVERITIES.index(severity))

    newest = sorted(cards, key=_reported, reverse=True)
    return sorted(newest, key=key)


def _reported(card: Card | WithheldCard) -> str:
    return iso(parsed(card.body.get("reported_at"))) if isinstance(card, Card) else card.id
