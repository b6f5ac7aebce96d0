"""What can be asked now: indicators that everyone sees, that have a value, and that are bounded.

A withheld indicator is not among them, and so is none whose value has not arrived.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from math import isfinite

from django.utils.translation import gettext as _

from simin.domains.guesses import queries as guesses
from simin.domains.guesses.bounds import Bounds, derived, of_pack, step_of
from simin.domains.guesses.daily import ROUND, drawn, in_turn
from simin.domains.guesses.definition import GuessDefinition
from simin.domains.guesses.errors import NotAskedError
from simin.domains.indicators import queries as indicators
from simin.domains.indicators.errors import UnknownIndicatorError
from simin.domains.picture.card import Card, WithheldCard
from simin.domains.picture.frame import Snapshot
from simin.domains.places import queries as places
from simin.domains.places.errors import NoCityError
from simin.web.presentation.numbers import in_words

#: Of its past, what bounds a guess.
PAST = timedelta(days=31)


@dataclass(frozen=True)
class Question:
    card: Card
    words: str
    bounds: Bounds

    @property
    def value(self) -> float:
        return float(self.card.body["value"])

    @property
    def decimals(self) -> int:
        return int(self.card.body.get("decimals") or 0)


def today() -> date:
    """The day of the people who guess, whatever the city's clock plays."""
    try:
        return datetime.now(places.zone()).date()
    except NoCityError:
        return datetime.now(UTC).date()


def open_cards(snapshot: Snapshot) -> dict[str, Card]:
    return {card.id: card for card in snapshot.cards if _is_open(card)}  # type: ignore[misc]


def _is_open(card: Card | WithheldCard) -> bool:
    if not isinstance(card, Card) or card.kind != "indicator":
        return False
    value = card.body.get("value")
    return isinstance(value, int | float) and isfinite(value)


def of_the_day(day: date, snapshot: Snapshot) -> list[str]:
    """Ids of the indicators of the round; fewer than ``ROUND`` where no more can be asked."""
    known, told = open_cards(snapshot), guesses.definitions()
    order = in_turn(list(told), day) if told else drawn(list(known), day)
    found: list[str] = []
    for one in order:
        if len(found) < ROUND and one in known and _bounds(known[one], told.get(one), day):
            found.append(one)
    return found


def question(indicator: str, day: date, snapshot: Snapshot) -> Question:
    """Raises ``NotAskedError``."""
    card = open_cards(snapshot).get(indicator)
    told = guesses.definitions().get(indicator)
    bounds = _bounds(card, told, day) if card else None
    if card is None or bounds is None:
        raise NotAskedError(str(NotAskedError.__doc__))
    words = in_words(told.question) if told else ""
    usual = _("How much is it now: %(title)s?") % {"title": in_words(card.title)}
    return Question(card, words or usual, bounds)


def _bounds(card: Card, told: GuessDefinition | None, day: date) -> Bounds | None:
    """Of the first guess of the day, else of the pack, else of what is known of the indicator."""
    decimals = int(card.body.get("decimals") or 0)
    found = (of_pack(told, decimals) if told else None) or _derived(card, decimals)
    settled = guesses.settled(card.id, day) if found else None
    if found is None or settled is None or settled == (found.low, found.high):
        return found
    return Bounds(*settled, step_of(*settled, decimals), found.grounds)


def _derived(card: Card, decimals: int) -> Bounds | None:
    history, levels = _known_of(card)
    return derived(
        history,
        target=card.body.get("target"),
        levels=levels,
        decimals=decimals,
        share=card.body.get("unit") == "%",
    )


def _known_of(card: Card) -> tuple[list[float], list[float]]:
    """The last month's values, day by day, and where its levels change."""
    now = card.trust.phenomenon_time
    try:
        moments = indicators.history(card.id, now - PAST, now + timedelta(days=1), "day")
    except UnknownIndicatorError:
        return [], []
    values = [one.figures.value for one in moments if one.figures.value is not None]
    scale = indicators.scales().get(card.body.get("levels") or "")
    limits = {end for ends in scale.bounds for end in ends} if scale else set()
    return values, sorted(end for end in limits if isfinite(end))
