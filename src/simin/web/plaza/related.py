"""What stands near a data set: cards that are made of it or of its subject, and others like it."""

from dataclasses import dataclass

from django.urls import reverse

from simin.domains.indicators import queries as indicators
from simin.domains.picture import queries as picture
from simin.domains.picture.card import Card
from simin.domains.picture.frame import View
from simin.web.presentation.numbers import in_words
from simin.workflows.open_data.kept import shelf
from simin.workflows.open_data.opening import PublicDataset

#: Cards and data sets that are named.
CARDS, OTHERS = 6, 6


@dataclass(frozen=True)
class Near:
    title: str
    address: str


def cards(*, theme: str, family: str = "") -> list[Near]:
    """Public indicators that the family makes, else those of the subject."""
    snapshot = picture.current(View.PUBLIC)
    public = {card.id for card in snapshot.cards if isinstance(card, Card)} if snapshot else set()
    known = [one for one in indicators.indicators() if one.id in public]
    made = [one for one in known if family and family in one.all_families]
    found = made or [one for one in known if theme and one.domain == theme]
    return [Near(in_words(one.name), reverse("card", args=(one.id,))) for one in found[:CARDS]]


def others(id_: str, *, theme: str) -> list[Near]:
    """Data sets and families of the same subject."""
    if not theme:
        return []
    found = [one for one in shelf().entries if one.theme == theme and one.of.id != id_]
    tables_first = sorted(found, key=lambda one: not one.is_table)
    return [
        Near(
            in_words(dict(one.titles)) or one.of.id,
            reverse(
                "plaza-dataset" if isinstance(one.of, PublicDataset) else "plaza-series",
                args=(one.of.id,),
            ),
        )
        for one in tables_first[:OTHERS]
    ]
