"""A card as the office sees it beside the card as a citizen sees it, line by line."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from simin.domains.picture.card import Card, WithheldCard
from simin.domains.picture.release import for_public, salted
from simin.web.presentation.numbers import in_words
from simin.web.presentation.times import CityTime, parsed
from simin.web.presentation.vocabulary import GRADES, LEVELS
from simin.web.releases.vocabulary import part, word
from simin.web.warnings.vocabulary import CERTAINTIES, URGENCIES

#: Says nothing to a person, or stands elsewhere on the page.
_SILENT = frozenset(
    {"decimals", "default", "drill", "featured", "history", "icon", "id", "kind", "levels", "rank"}
    | {"state", "states", "step", "theme", "version"}
)
#: Fields that hold a term, and the words for it.
_TERMS: Mapping[str, dict[str, Promise]] = {
    "level": LEVELS,
    #: Of an alert it is the level that was reached.
    "severity": {**LEVELS, **GRADES},
    "urgency": URGENCIES,
    "certainty": CERTAINTIES,
}
#: Parts of a list that are told, and letters of one value.
_PARTS, _LETTERS = 6, 240
#: Opens nothing; the promises of a preview are never shown.
_NO_SALT = "0" * 32
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d")


@dataclass(frozen=True)
class Line:
    name: str
    office: str
    citizen: str

    @property
    def differs(self) -> bool:
        return self.office != self.citizen


@dataclass(frozen=True)
class Preview:
    """Tells cards in the reader's language, in the city's zone and with its districts' names."""

    time: CityTime
    #: Id to name.
    districts: Mapping[str, str]

    def lines(self, card: Card) -> list[Line]:
        """Of a card that is withheld whole the citizen's column is empty."""
        shown = citizens_view(card)
        office = dict(self._facts(card))
        citizen = dict(self._facts(shown)) if isinstance(shown, Card) else {}
        told = ((name, text) for name, text in office.items() if text)
        return [Line(part(name), text, citizen.get(name, "")) for name, text in told]

    def _facts(self, card: Card) -> Iterator[tuple[str, str]]:
        yield "title", in_words(card.title)
        place = card.place
        if place is not None:
            yield "place.district", self._district(place.district or "")
            yield "place.label", in_words(place.label)
            known = place.longitude is not None and place.latitude is not None
            yield "place.point", f"{place.longitude}, {place.latitude}" if known else ""
        for name, told in card.body.items():
            if name not in _SILENT:
                yield f"body.{name}", self._field(name, told)[:_LETTERS]

    def _district(self, key: str) -> str:
        return self.districts.get(key, key)

    def _field(self, name: str, told: Any) -> str:
        if name in _TERMS and isinstance(told, str):
            return word(_TERMS[name], told)
        return self._told(told)

    def _told(self, value: Any) -> str:
        if value is None or value == "":
            return ""
        if isinstance(value, dict):
            return self._object(value)
        if isinstance(value, list):
            more = f" … +{len(value) - _PARTS}" if len(value) > _PARTS else ""
            return "; ".join(filter(None, map(self._told, value[-_PARTS:]))) + more
        return self._plain(value)

    def _plain(self, value: Any) -> str:
        if isinstance(value, str) and _TIME.match(value):
            at = parsed(value)
            return self.time.clock(at) if at else value
        return str(value)

    def _object(self, value: dict[str, Any]) -> str:
        """Words in the reader's language; of anything else what its parts say."""
        if value and all(isinstance(text, str) for text in value.values()) and _is_words(value):
            return in_words(value)
        if "text" in value or "name" in value:
            told = (value.get("at"), value.get("text") or value.get("name"), value.get("actor"))
            return " ".join(filter(None, map(self._told, told)))
        told_parts = ((name, self._field(name, one)) for name, one in value.items())
        return ", ".join(f"{self._called(name)} {text}" for name, text in told_parts if text)

    def _called(self, name: str) -> str:
        """What stands under ``name`` in an object: of a district, or a part with words."""
        called = part(f"body.{name}")
        return self._district(name) if called == f"body.{name}" else called


def citizens_view(card: Card) -> Card | WithheldCard:
    return for_public(salted(card, lambda: _NO_SALT))


def _is_words(value: dict[str, str]) -> bool:
    return all(len(code) == 2 for code in value)
