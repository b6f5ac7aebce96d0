"""Families of datastreams that withheld indicators rest on: no alert tells the public of them.

Couples what the picture withholds, what an indicator is made of, and what an alert speaks of.
Nothing is decided here: the picture says what is withheld.
"""

from collections.abc import Iterable

from simin.domains.indicators import queries as indicators
from simin.domains.picture import queries as picture
from simin.domains.picture.card import Card, Release, Visibility, WithheldCard
from simin.domains.picture.frame import View


def of_cards(cards: Iterable[Card | WithheldCard]) -> dict[str, Release]:
    """Each with the release of the card that withholds it."""
    withheld = {
        card.id: card.release for card in cards if card.release.visibility is Visibility.WITHHELD
    }
    if not withheld:
        return {}
    return {
        family: withheld[one.id]
        for one in indicators.indicators()
        if one.id in withheld
        for family in one.all_families
    }


def as_published() -> dict[str, Release]:
    """By the newest frame; nothing before there is one."""
    snapshot = picture.current(View.PUBLIC)
    return of_cards(snapshot.cards) if snapshot else {}
