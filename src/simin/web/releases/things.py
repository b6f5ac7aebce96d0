"""What can be decided about, as the office knows it: cards of the picture, past ones, data sets."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from simin.domains.catalogue import queries as catalogue
from simin.domains.catalogue.errors import UnknownDatasetError
from simin.domains.catalogue.queries import Dataset
from simin.domains.picture import queries as picture
from simin.domains.picture.card import Card, Mask, Release, Visibility, WithheldCard
from simin.domains.picture.frame import View
from simin.domains.picture.policy import Rules
from simin.domains.picture.rule import DATASET, Thing
from simin.domains.releases import queries as releases
from simin.domains.releases.withholdable import KINDS
from simin.kit.text import Text
from simin.web.card.lookup import find


class HiddenPart(NamedTuple):
    """A path or column, what is done to it, and why."""

    name: str
    mask: Mask
    release: Release


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
    #: Those that are withheld now.
    hidden: tuple[HiddenPart, ...]


def subjects() -> Iterator[Subject]:
    """All that is in the picture, and all data sets."""
    shown = picture.current(View.OFFICE)
    for card in shown.cards if shown else ():
        if isinstance(card, Card) and card.kind in KINDS:
            yield _of_card(card)
    rules = releases.rules()
    for each in catalogue.datasets():
        yield _of_dataset(each.dataset, rules)


def subject(asked: str) -> Subject:
    """Raises ``NotFoundError``."""
    if asked.startswith(f"{DATASET}/"):
        return _of_dataset(catalogue.dataset(asked.removeprefix(f"{DATASET}/")), releases.rules())
    card = find(asked, View.OFFICE).card
    if isinstance(card, WithheldCard) or card.kind not in KINDS:
        raise UnknownDatasetError(asked)
    return _of_card(card)


def _of_card(card: Card) -> Subject:
    return Subject(
        id=card.id,
        kind=card.kind,
        title=card.title,
        release=card.release,
        card=card,
        parts=KINDS[card.kind],
        hidden=tuple(HiddenPart(one.field, one.mask, one.release) for one in card.fields),
    )


def _of_dataset(told: Dataset, rules: Rules) -> Subject:
    name, schema = str(told.id), catalogue.schema_of(told)
    thing = Thing(card=f"{DATASET}/{name}", kind=DATASET, name=name)
    columns = tuple(column.name for column in schema.columns)
    return Subject(
        id=thing.card,
        kind=DATASET,
        title=told.title,
        release=rules.release_of(thing),
        card=None,
        parts=(*columns, "point") if schema.spatial else columns,
        hidden=tuple(map(HiddenPart._make, rules.withheld_fields(thing))),
    )


def is_withheld(one: Subject) -> bool:
    return one.release.visibility is Visibility.WITHHELD
