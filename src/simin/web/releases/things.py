"""What can be decided about, as the office knows it: cards of the picture, past ones, data sets."""

from collections.abc import Iterator
from dataclasses import dataclass

from simin.domains.catalogue import queries as catalogue
from simin.domains.catalogue.errors import UnknownDatasetError
from simin.domains.picture import queries as picture
from simin.domains.picture.card import Card, Release, Visibility, WithheldCard
from simin.domains.picture.frame import View
from simin.domains.picture.policy import DATASET, Thing
from simin.domains.releases import queries as releases
from simin.domains.releases.withholdable import KINDS
from simin.kit.text import Text
from simin.web.card.lookup import find


@dataclass(frozen=True)
class Subject:
    """One of them."""

    id: str
    kind: str
    title: Text
    release: Release
    #: None: a data set.
    card: Card | None
    #: Paths or columns that can be withheld by themselves.
    parts: tuple[str, ...]


def subjects() -> Iterator[Subject]:
    """All that is in the picture, and all data sets."""
    shown = picture.current(View.OFFICE)
    for card in shown.cards if shown else ():
        if isinstance(card, Card) and card.kind in KINDS:
            yield _of_card(card)
    for each in catalogue.datasets():
        yield _of_dataset(str(each.dataset.id), each.dataset.title)


def subject(asked: str) -> Subject:
    """Raises ``NotFoundError``."""
    if asked.startswith(f"{DATASET}/"):
        told = catalogue.dataset(asked.removeprefix(f"{DATASET}/"))
        return _of_dataset(str(told.id), told.title)
    card = find(asked, View.OFFICE).card
    if isinstance(card, WithheldCard) or card.kind not in KINDS:
        raise UnknownDatasetError(asked)
    return _of_card(card)


def _of_card(card: Card) -> Subject:
    return Subject(card.id, card.kind, card.title, card.release, card, KINDS[card.kind])


def _of_dataset(name: str, title: Text) -> Subject:
    thing = Thing(card=f"{DATASET}/{name}", kind=DATASET, name=name)
    schema = catalogue.schema_of(catalogue.dataset(name))
    columns = tuple(column.name for column in schema.columns)
    point = ("point",) if schema.spatial else ()
    release = releases.rules().release_of(thing)
    return Subject(thing.card, DATASET, title, release, None, (*columns, *point))


def is_withheld(one: Subject) -> bool:
    return one.release.visibility is Visibility.WITHHELD
