"""Where projects are, drawn on the server over the city's districts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from simin.domains.picture.card import Card, WithheldCard
from simin.web.maps.city_map import CityMap, DistrictShape
from simin.web.maps.kept import city_map
from simin.web.presentation.numbers import in_words

#: How much is drawn around one project, in units of the city's drawing.
AROUND = 320.0


@dataclass(frozen=True)
class Site:
    """A project's marker; ``path`` is its line or area."""

    card_id: str
    title: str
    level: str
    x: int
    y: int
    address: str
    path: str = ""
    area: bool = False


@dataclass(frozen=True)
class ProjectMap:
    districts: tuple[DistrictShape, ...]
    lines: tuple[tuple[str, str], ...]
    sites: tuple[Site, ...]
    #: Left, top, width, height.
    box: tuple[int, int, int, int]

    @property
    def view_box(self) -> str:
        return " ".join(str(number) for number in self.box)

    @property
    def radius(self) -> int:
        return max(5, self.box[2] // 72)

    @property
    def letter(self) -> int:
        return max(8, self.box[2] // 42)


def map_of_all(cards: Iterable[Card | WithheldCard], route: str) -> ProjectMap | None:
    """Every open card with a point; ``route``: what a marker leads to."""
    city = city_map()
    if city is None:
        return None
    sites = [
        _site(city, card, route)
        for card in cards
        if isinstance(card, Card) and card.place and card.place.longitude is not None
    ]
    box = (0, 0, city.projection.width, city.projection.height)
    return ProjectMap(city.districts, _lines(city), tuple(sites), box)


def map_of_one(card: Card, geometry: Mapping[str, Any] | None) -> ProjectMap | None:
    """The project within its surroundings; None where it has no place."""
    city = city_map()
    if city is None or geometry is None or card.place is None or card.place.longitude is None:
        return None
    rings = [[city.projection.point(*point[:2]) for point in ring] for ring in _rings(geometry)]
    site = _site(city, card, "card")
    drawn = "".join(_path(ring) for ring in rings if len(ring) > 1)
    area = geometry["type"] == "Polygon"
    placed = Site(site.card_id, site.title, site.level, site.x, site.y, "", drawn, area)
    xs, ys = [x for ring in rings for x, _ in ring], [y for ring in rings for _, y in ring]
    width = max((max(xs) - min(xs)) * 1.6, (max(ys) - min(ys)) * 2.4, AROUND)
    height = width / 1.5
    left, top = (max(xs) + min(xs) - width) / 2, (max(ys) + min(ys) - height) / 2
    box = (round(left), round(top), round(width), round(height))
    return ProjectMap(city.districts, _lines(city), (placed,), box)


def _site(city: CityMap, card: Card, route: str) -> Site:
    assert card.place is not None
    x, y = city.projection.point(card.place.longitude or 0.0, card.place.latitude or 0.0)
    target = card.id if route == "card" else card.id.removeprefix("project/")
    return Site(
        card.id,
        in_words(card.title),
        str(card.body["level"]),
        round(x),
        round(y),
        reverse(route, args=[target]),
    )


def _rings(geometry: Mapping[str, Any]) -> Sequence[Sequence[Sequence[float]]]:
    match geometry["type"]:
        case "Point":
            return [[geometry["coordinates"]]]
        case "LineString":
            return [geometry["coordinates"]]
        case _:
            rings: Sequence[Sequence[Sequence[float]]] = geometry["coordinates"]
            return rings


def _path(ring: Sequence[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in ring)


def _lines(city: CityMap) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(city.lines.items(), key=lambda line: not line[0].endswith("-area")))
