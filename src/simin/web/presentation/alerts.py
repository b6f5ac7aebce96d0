"""Alerts as lines of what is happening now."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from simin.domains.picture.card import Card, Visibility, WithheldCard
from simin.web.presentation.numbers import in_words
from simin.web.presentation.times import CityTime
from simin.web.presentation.trust import TrustLine, trust_line
from simin.web.presentation.withheld import Withheld, withheld

SEVERITIES = ("very_bad", "bad", "moderate")


@dataclass(frozen=True)
class Alert:
    id: str
    title: str
    #: The level whose colour the severity has.
    level: str
    state: str
    state_words: str
    #: The first of what speaks for it, and how much more does.
    why: str
    doubt: str
    resting: bool
    trust: TrustLine
    #: Withheld from the public, and seen by the office.
    locked: bool
    withheld: bool = False


def alert(card: Card | WithheldCard, time: CityTime) -> Alert | Withheld:
    if isinstance(card, WithheldCard):
        return withheld(card)
    body = card.body
    return Alert(
        id=card.id,
        title=in_words(card.title),
        level=body["severity"],
        state=body["state"],
        state_words=in_words(body["state_name"]),
        why=_why(card),
        doubt=in_words(body.get("doubt")),
        resting=body["state"] != "open",
        trust=trust_line(card.trust, time),
        locked=card.release.visibility is Visibility.WITHHELD,
    )


def _why(card: Card) -> str:
    first = next((in_words(one["text"]) for one in card.body["why"]), "")
    more = card.body["count"] - 1
    return f"{first} {_('and %(count)d more') % {'count': more}}" if more > 0 else first


def in_order(cards: list[Card | WithheldCard]) -> list[Card | WithheldCard]:
    """Open before resting, shown before withheld, gravest first, newest first."""

    def key(card: Card | WithheldCard) -> tuple[int, int, int, str]:
        if isinstance(card, WithheldCard):
            return (1, 0, 0, card.id)
        resting = card.body["state"] != "open"
        return (2 if resting else 0, SEVERITIES.index(card.body["severity"]), card.rank, card.id)

    return sorted(cards, key=key)
