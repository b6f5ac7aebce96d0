"""All that is withheld from everyone now, as everyone may know it: the public register.

Couples the public picture, in which withheld cards and fields stand with their reasons, and the
data sets, which are no cards. Made of what is public already, so it can tell no more.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from simin.domains.catalogue import queries as catalogue
from simin.domains.picture import queries as picture
from simin.domains.picture.card import Card, Mask, Release, Visibility, WithheldCard, Words
from simin.domains.picture.frame import View
from simin.domains.picture.policy import Rules
from simin.domains.picture.rule import DATASET, Thing
from simin.domains.places import queries as places
from simin.domains.releases import queries as releases


@dataclass(frozen=True, kw_only=True)
class Entry:
    """Something that is withheld."""

    card: str
    kind: str
    #: Path of a field or a column; empty: the whole.
    field: str
    mask: str
    reason: str
    office: Words
    #: Day of the city since which; None where it is not told.
    since: date | None
    review_on: date | None
    until: datetime | None
    overdue: bool
    district: str
    #: Hex; empty where nothing was promised.
    commitment: str


def entries(now: datetime) -> list[Entry]:
    """Overdue reviews first, then by the day of review."""
    found = [*_of_cards(now), *_of_datasets(now)]
    return sorted(found, key=lambda one: (one.review_on or date.max, one.kind, one.card, one.field))


def _of_cards(now: datetime) -> Iterator[Entry]:
    shown = picture.current(View.PUBLIC)
    for card in shown.cards if shown else ():
        if isinstance(card, WithheldCard):
            yield _entry(card, "", Mask.WITHHOLD, card.release, card.commitment, now)
        else:
            for one in card.fields:
                yield _entry(card, one.field, one.mask, one.release, one.commitment or "", now)


def _entry(
    card: Card | WithheldCard,
    field: str,
    mask: Mask,
    release: Release,
    commitment: str,
    now: datetime,
) -> Entry:
    district = (card.place.district if card.place else None) or ""
    return _told(card.id, card.kind, field, mask, release, commitment, district, now)


def _told(
    card: str,
    kind: str,
    field: str,
    mask: Mask,
    release: Release,
    commitment: str,
    district: str,
    now: datetime,
) -> Entry:
    review = release.review_on
    return Entry(
        card=card,
        kind=kind,
        field=field,
        mask=mask,
        reason=str(release.reason or ""),
        office=release.office or {},
        since=places.day_of(release.since) if release.since else None,
        review_on=review,
        until=release.until,
        overdue=review is not None and review < places.day_of(now),
        district=district,
        commitment=commitment,
    )


def _of_datasets(now: datetime) -> Iterator[Entry]:
    rules = releases.rules(now)
    for each in catalogue.datasets():
        name = str(each.dataset.id)
        whole = rules.release_of(Thing(card=f"{DATASET}/{name}", kind=DATASET, name=name))
        if whole.visibility is Visibility.WITHHELD:
            yield _told(f"{DATASET}/{name}", DATASET, "", Mask.WITHHOLD, whole, "", "", now)
        else:
            yield from _of_columns(rules, name, now)


def _of_columns(rules: Rules, name: str, now: datetime) -> Iterator[Entry]:
    for field, mask, release in rules.withheld_fields(
        Thing(card=f"{DATASET}/{name}", kind=DATASET, name=name)
    ):
        yield _told(f"{DATASET}/{name}", DATASET, field, mask, release, "", "", now)
