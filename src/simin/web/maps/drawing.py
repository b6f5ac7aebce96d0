"""One drawing: the outline of the city with a domain's values and the incidents of the moment."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.urls import reverse

from simin.domains.picture.card import Card, WithheldCard
from simin.kit.text import pick
from simin.web.maps import labels
from simin.web.maps.city_map import CityMap
from simin.web.maps.projection import Point
from simin.web.maps.shading import shade
from simin.web.presentation.numbers import NONE, figure, unit_words

#: Letter height for which labels are placed, in units: what a phone needs. Wider screens use less.
LETTER = 26.0
#: Half the side of the square that an incident's marker keeps free of words.
MARKER = 22.0
#: Side of the square that a point of the river asks words to keep off.
WATER = 12.0
#: Height of a label, name over value, in letter heights.
LINES = 1.95
#: Severities whose marker carries words.
SEVERE = ("extreme", "severe")

#: More incidents than this are drawn small; as ``frontend/src/map/start.ts``.
CROWD = 120

LEVELS = ("good", "moderate", "bad", "very_bad", "unknown")


@dataclass(frozen=True)
class DistrictMark:
    id: str
    name: str
    #: The name without what all districts' names end in (``-gu``).
    short_name: str
    path: str
    level: str
    value: str
    x: int
    y: int
    #: The label has no room beside its neighbours on a phone; its name is left out there.
    crowded: bool

    @property
    def level_class(self) -> str:
        return self.level.replace("_", "-")

    @property
    def has_value(self) -> bool:
        return self.value != NONE


@dataclass(frozen=True)
class IncidentMark:
    card: Card
    x: int
    y: int
    severe: bool

    @property
    def project(self) -> bool:
        return self.card.kind == "project"

    @property
    def level(self) -> str:
        """Of a project."""
        return str(self.card.body.get("level") or "")


@dataclass(frozen=True)
class Drawing:
    city: CityMap
    card: Card | None
    unit: str
    districts: tuple[DistrictMark, ...]
    incidents: tuple[IncidentMark, ...]
    address: str
    #: Path of the district that is pointed out; empty: none.
    chosen: str = ""

    @property
    def bounds(self) -> str:
        """West, south, east, north of the whole drawing: where the live map begins."""
        return ",".join(f"{degrees:.5f}" for degrees in self.city.projection.bounds())

    @property
    def lines(self) -> list[tuple[str, str]]:
        """Kind and path, areas first."""
        return sorted(self.city.lines.items(), key=lambda line: not line[0].endswith("-area"))

    @property
    def crowded(self) -> bool:
        return len(self.incidents) > CROWD

    @property
    def levels(self) -> tuple[str, ...]:
        """The levels of the legend; none where the domain's values have no scale."""
        graded = bool(self.card and self.card.body.get("levels"))
        return LEVELS if graded else ()


def drawing(
    city: CityMap,
    card: Card | None,
    incidents: Iterable[Card | WithheldCard],
    language: str,
    selected: str = "",
) -> Drawing:
    """The map of ``card`` (a domain or an indicator with districts) in ``language``."""
    marks = incident_marks(city, incidents)
    address = reverse("card", args=[_subject(card)]) if card and _subject(card) else ""
    unit = unit_words(card.body.get("unit")) if card else ""
    chosen = next((shape.path for shape in city.districts if shape.id == selected), "")
    districts = tuple(_districts(city, card, marks, language))
    return Drawing(city, card, unit, districts, tuple(marks), address, chosen)


def incident_marks(city: CityMap, cards: Iterable[Card | WithheldCard]) -> list[IncidentMark]:
    """Open cards with a point on the map; the gravest last, so that it lies on top."""
    marks = [
        _incident(city, card)
        for card in cards
        if isinstance(card, Card) and card.place and card.place.longitude is not None
    ]
    return sorted(marks, key=lambda mark: (mark.severe, mark.card.id))


def _incident(city: CityMap, card: Card) -> IncidentMark:
    assert card.place is not None
    x, y = city.projection.point(card.place.longitude or 0.0, card.place.latitude or 0.0)
    return IncidentMark(card, round(x), round(y), card.body.get("severity") in SEVERE)


def _subject(card: Card | None) -> str:
    """The id of the card that a district's link leads to."""
    if card is None:
        return ""
    return str(card.body.get("indicator") or "") if card.kind == "domain" else card.id


def _districts(
    city: CityMap, card: Card | None, marks: Sequence[IncidentMark], language: str
) -> Iterable[DistrictMark]:
    values: Mapping[str, Mapping[str, Any]] = (card.body.get("districts") or {}) if card else {}
    decimals = int(card.body.get("decimals") or 0) if card else 0
    places = _places(city, language, tuple((mark.x, mark.y) for mark in marks))
    short = short_names([pick(shape.name, language) for shape in city.districts])
    for shape, name, (point, crowded) in zip(city.districts, short, places, strict=True):
        seen = values.get(shape.id, {})
        yield DistrictMark(
            shape.id,
            pick(shape.name, language),
            name,
            shape.path,
            _level(card, seen, values),
            figure(seen.get("value"), decimals),
            round(point[0]),
            round(point[1]),
            crowded,
        )


def _level(
    card: Card | None, seen: Mapping[str, Any], values: Mapping[str, Mapping[str, Any]]
) -> str:
    """Its level; a shade where the values have none."""
    if card is None:
        return "plain"
    if seen.get("level") or card.body.get("levels"):
        return str(seen.get("level") or "unknown")
    return shade(seen.get("value"), [one.get("value") for one in values.values()])


def short_names(names: Sequence[str]) -> list[str]:
    """The names without the last part, where it is the same for all (``-gu``)."""
    endings = {_ending(name) for name in names}
    if len(names) < 2 or len(endings) != 1:
        return list(names)
    ending = endings.pop()
    return [name.removesuffix(ending) for name in names]


def _ending(name: str) -> str:
    start = max(name.rfind("-"), name.rfind(" "))
    return name[start:] if start > 0 else ""


@lru_cache(maxsize=64)
def _places(city: CityMap, language: str, markers: tuple[Point, ...]) -> list[tuple[Point, bool]]:
    names = short_names([pick(shape.name, language) for shape in city.districts])
    wanted = [
        labels.Wanted(shape.anchor, shape.room, text_width(name, LETTER), LINES * LETTER)
        for shape, name in zip(city.districts, names, strict=True)
    ]
    taken = [labels.Box(x, y, 2 * MARKER, 2 * MARKER) for x, y in markers]
    water = [labels.Box(x, y, WATER, WATER) for x, y in city.water]
    points = labels.place(wanted, taken, water)
    crowded = labels.crowded(wanted, points, taken)
    return list(zip(points, crowded, strict=True))


def text_width(text: str, letter: float) -> float:
    """Roughly how wide ``text`` is: Hangul and Han fill the square, Latin about half of it."""
    return sum(letter if ord(sign) > 0x2E7F else letter * 0.6 for sign in text)
