"""The area of a warning over the districts around it, drawn on the server."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from simin.domains.warnings.touching import around
from simin.web.maps.city_map import DistrictShape
from simin.web.maps.kept import city_map
from simin.web.maps.projection import Point, Projection

#: How much more than the area is drawn, and the least, in units of the city's drawing.
MARGIN = 1.6
LEAST = 720.0


@dataclass(frozen=True)
class AreaMap:
    districts: tuple[DistrictShape, ...]
    #: Path data of all circles and outlines.
    area: str
    #: Left, top, width, height.
    box: tuple[int, int, int, int]

    @property
    def view_box(self) -> str:
        return " ".join(str(number) for number in self.box)

    @property
    def letter(self) -> int:
        """Height of a district's name."""
        return max(4, self.box[2] // 26)


def area_map(area: Mapping[str, Any], *, least: float = LEAST) -> AreaMap | None:
    """None where nothing is drawn, or the city has no map. ``area`` is that of a card's body.

    ``least``: how much is drawn at least, in units of the city's drawing.
    """
    city = city_map()
    rings = list(_rings(area))
    if city is None or not rings:
        return None
    drawn = [[city.projection.point(*point) for point in ring] for ring in rings]
    return AreaMap(city.districts, _path(drawn), _box(drawn, city.projection, least))


def _rings(area: Mapping[str, Any]) -> Iterable[Sequence[Point]]:
    yield from ([(x, y) for x, y in ring] for ring in area.get("polygons") or ())
    for circle in filter(None, (area.get("circle"), *(area.get("circles") or ()))):
        outline = around(circle["longitude"], circle["latitude"], circle["radius_km"])
        yield [(x, y) for x, y in outline.exterior.coords]


def _path(rings: Iterable[Sequence[Point]]) -> str:
    return "".join("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in ring[:-1]) + "Z" for ring in rings)


def _box(
    rings: Sequence[Sequence[Point]], city: Projection, least: float
) -> tuple[int, int, int, int]:
    """Around the area as far as it lies in the city's drawing; three to two, as maps are."""
    xs = [min(max(x, 0.0), float(city.width)) for ring in rings for x, _ in ring]
    ys = [min(max(y, 0.0), float(city.height)) for ring in rings for _, y in ring]
    width = max((max(xs) - min(xs)) * MARGIN, (max(ys) - min(ys)) * MARGIN * 1.5, least)
    height = width / 1.5
    left = (max(xs) + min(xs) - width) / 2
    top = (max(ys) + min(ys) - height) / 2
    return round(left), round(top), round(width), round(height)
