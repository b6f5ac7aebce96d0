"""The public picture by its words; what did not change since the last question is not read anew."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.urls import reverse

from simin.domains.picture.card import Card, WithheldCard
from simin.domains.picture.frame import Snapshot
from simin.domains.places import queries as places
from simin.web.presentation.numbers import figure, in_words, unit_words
from simin.web.presentation.times import CityTime, parsed
from simin.web.presentation.trust import trust_line
from simin.web.presentation.vocabulary import LEVELS
from simin.web.search.hit import Hit, Kind, Words, folded

KINDS = {
    "indicator": Kind.INDICATOR,
    "warning": Kind.WARNING,
    "incident": Kind.INCIDENT,
    "project": Kind.PROJECT,
    "pledge": Kind.PLEDGE,
    "news": Kind.NEWS,
}
#: Parts of a body that are words for people.
SPOKEN = (
    "summary", "text", "description", "instruction", "kind_name", "state_name", "category",
    "event", "method", "agency", "severity", "status",
)  # fmt: skip
#: The first of these that a card has stands under its title.
TOLD = ("instruction", "summary", "text", "state_name", "category", "method")
#: When a thing happened, by which hits of one fit are ordered.
TIMES = ("reported_at", "published_at", "sent")

#: Card id to the card and its words; a card is never changed, so that the same one has the same.
_kept: dict[str, tuple[Card, Words]] = {}


def found_in(snapshot: Snapshot) -> Iterator[tuple[Card, Words]]:
    """Every open card of a kind that is searched."""
    for card in snapshot.cards:
        if not isinstance(card, WithheldCard) and card.kind in KINDS:
            yield card, _words(card)
    if len(_kept) > 4 * len(snapshot.cards) + 1000:
        _kept.clear()


def _words(card: Card) -> Words:
    kept = _kept.get(card.id)
    if kept is not None and kept[0] is card:
        return kept[1]
    words = words_of(card)
    _kept[card.id] = (card, words)
    return words


def words_of(card: Card) -> Words:
    body = card.body
    rest = [card.id.partition("/")[2]]
    for name in SPOKEN:
        rest += _said(body.get(name))
    rest += _said((body.get("owner") or {}).get("name"))
    if card.place:
        rest += _said(card.place.label)
    rest += _districts(card)
    return folded(card.title, rest)


def _said(told: Any) -> list[str]:
    if isinstance(told, str):
        return [told]
    return [str(one) for one in told.values()] if isinstance(told, Mapping) else []


def _districts(card: Card) -> list[str]:
    """Names of where it is; an indicator is everywhere."""
    ids = set(card.body.get("districts") or ()) if card.kind in ("project", "pledge") else set()
    if card.place and card.place.district:
        ids.add(card.place.district)
    return [name for one in places.districts() if one.id in ids for name in one.name.values()]


def hit(card: Card, time: CityTime) -> Hit:
    body = card.body
    level = str(body.get("level") or "")
    number = ""
    if card.kind == "indicator":
        number = (
            f"{figure(body.get('value'), body.get('decimals', 0))} {unit_words(body.get('unit'))}"
        )
    return Hit(
        kind=KINDS[card.kind],
        title=in_words(card.title),
        text=_told(card),
        address=reverse("card", args=[card.id]),
        figure=number.strip(),
        level=level,
        level_words=str(LEVELS[level]) if level in LEVELS and card.kind == "indicator" else "",
        trust=trust_line(card.trust, time),
        at=next((parsed(body[name]) for name in TIMES if body.get(name)), None),
    )


def _told(card: Card) -> str:
    told = next((in_words(card.body[name]) for name in TOLD if _spoken(card.body.get(name))), "")
    where = _where(card)
    return " · ".join(filter(None, [where, told]))


def _spoken(told: Any) -> bool:
    return isinstance(told, Mapping) and bool(told)


def _where(card: Card) -> str:
    if not card.place:
        return ""
    return in_words(card.place.label) or next(
        (in_words(one.name) for one in places.districts() if one.id == card.place.district), ""
    )


def matching(snapshot: Snapshot, asked: Sequence[str]) -> Iterator[tuple[Card, Words]]:
    """Those that hold each word anywhere."""
    for card, words in found_in(snapshot):
        if all(word in words.title or word in words.rest for word in asked):
            yield card, words
