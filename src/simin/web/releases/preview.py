"""A card as the office sees it beside the card as a citizen sees it, line by line."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from simin.domains.picture.card import Card, WithheldCard
from simin.domains.picture.release import for_public, salted
from simin.web.presentation.numbers import in_words
from simin.web.releases.vocabulary import part

#: Says nothing to a person, or stands elsewhere on the page.
_SILENT = {"icon", "states", "step", "drill", "levels", "decimals", "featured", "history", "kind"}
#: Parts of a list that are told, and letters of one value.
_PARTS, _LETTERS = 6, 240
#: Opens nothing; the promises of a preview are never shown.
_NO_SALT = "0" * 32


@dataclass(frozen=True)
class Line:
    name: str
    office: str
    citizen: str

    @property
    def differs(self) -> bool:
        return self.office != self.citizen


def citizens_view(card: Card) -> Card | WithheldCard:
    return for_public(salted(card, lambda: _NO_SALT))


def lines(card: Card) -> list[Line]:
    """Of a card that is withheld whole the citizen's column is empty."""
    shown = citizens_view(card)
    office = dict(_facts(card))
    citizen = dict(_facts(shown)) if isinstance(shown, Card) else {}
    return [Line(part(name), told, citizen.get(name, "")) for name, told in office.items() if told]


def _facts(card: Card) -> Iterator[tuple[str, str]]:
    yield "title", in_words(card.title)
    place = card.place
    if place is not None:
        yield "place.district", place.district or ""
        yield "place.label", in_words(place.label)
        known = place.longitude is not None and place.latitude is not None
        yield "place.point", f"{place.longitude}, {place.latitude}" if known else ""
    for name, told in card.body.items():
        if name not in _SILENT:
            yield f"body.{name}", _told(told)[:_LETTERS]


def _told(value: Any) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, dict):
        return _of_object(value)
    if isinstance(value, list):
        more = f" … +{len(value) - _PARTS}" if len(value) > _PARTS else ""
        return "; ".join(filter(None, map(_told, value[-_PARTS:]))) + more
    return str(value)


def _of_object(value: dict[str, Any]) -> str:
    """Words in the reader's language; of anything else what its parts say."""
    if value and all(isinstance(text, str) for text in value.values()) and _is_words(value):
        return in_words(value)
    if "text" in value or "name" in value:
        told = (value.get("at"), value.get("text") or value.get("name"), value.get("actor"))
        return " ".join(filter(None, map(_told, told)))
    return ", ".join(f"{name} {_told(one)}" for name, one in value.items() if _told(one))


def _is_words(value: dict[str, str]) -> bool:
    return all(len(code) == 2 for code in value)
