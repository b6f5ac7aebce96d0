"""Where an incident reaches: a circle, a polygon, or a road with a width. Pure.

Distances are measured on a plane that touches the earth at the shape's first point, which over the
few kilometres of an incident errs by less than a thousandth.
"""

import math
from collections.abc import Mapping, Sequence
from typing import Any, Literal

import msgspec
import shapely
from shapely.geometry import LineString, Point, Polygon, mapping
from shapely.geometry import shape as drawn
from shapely.geometry.base import BaseGeometry

from simin.kit.earth import DEGREE_METRES
from simin.kit.errors import RejectedError

#: Of what is typed or drawn.
MOST_POINTS = 500
WIDEST, LONGEST = 20_000.0, 60_000.0

type Position = tuple[float, float]


class Shape(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """As it was given; longitude first."""

    kind: Literal["circle", "polygon", "road"]
    #: The centre; the corners; or the points of the line.
    points: tuple[Position, ...]
    #: Radius of a circle, width of a road; 0 for a polygon.
    metres: float = 0.0

    def check(self) -> None:
        """Raises ``RejectedError`` naming the field."""
        least = {"circle": 1, "polygon": 3, "road": 2}[self.kind]
        if not least <= len(self.points) <= MOST_POINTS:
            reason = f"a {self.kind} has between {least} and {MOST_POINTS} points"
            raise RejectedError("points", reason)
        for longitude, latitude in self.points:
            if not (-180 <= longitude <= 180 and -85 <= latitude <= 85):
                raise RejectedError("points", f"{longitude}, {latitude} is no place; swapped?")
        if self.kind != "polygon" and not 1 <= self.metres <= WIDEST:
            raise RejectedError("metres", f"is not between 1 and {WIDEST:g}")
        self._check_form()

    def _check_form(self) -> None:
        plane = Plane(self.points[0])
        reach = max(math.hypot(*plane.onto(*point)) for point in self.points)
        if not reach <= LONGEST:
            raise RejectedError("points", "lie more than 60 km apart; swapped?")
        if self.kind == "polygon" and not (polygon := Polygon(self.points)).is_valid:
            raise RejectedError("points", "the sides of the area cross")
        if self.kind == "polygon" and polygon.area == 0:
            raise RejectedError("points", "the corners lie on one line")
        if self.kind == "road" and reach == 0:
            raise RejectedError("points", "the line has no length")

    @property
    def geometry(self) -> BaseGeometry:
        """In degrees."""
        plane = Plane(self.points[0])
        if self.kind == "polygon":
            return Polygon(self.points)
        flat = [plane.onto(*point) for point in self.points]
        grown = (
            Point(flat[0]).buffer(self.metres, quad_segs=16)
            if self.kind == "circle"
            else LineString(flat).buffer(self.metres / 2, quad_segs=8)
        )
        return shapely.transform(grown, plane.back, interleaved=False)

    @property
    def geojson(self) -> dict[str, Any]:
        return dict(mapping(self.geometry))

    @property
    def square_metres(self) -> float:
        return area_of(self.geometry)


class Plane:
    """Metres east and north of a point."""

    def __init__(self, at: Position) -> None:
        self.longitude, self.latitude = at
        self.east = DEGREE_METRES * math.cos(math.radians(self.latitude))

    def onto(self, longitude: float, latitude: float) -> tuple[float, float]:
        return (longitude - self.longitude) * self.east, (latitude - self.latitude) * DEGREE_METRES

    def back(self, x: Any, y: Any) -> tuple[Any, Any]:
        """Numbers or arrays of them, as shapely hands them over."""
        return x / self.east + self.longitude, y / DEGREE_METRES + self.latitude


def area_of(geometry: BaseGeometry) -> float:
    """Square metres."""
    if geometry.is_empty:
        return 0.0
    _, south, _, north = geometry.bounds
    narrowed = math.cos(math.radians((south + north) / 2))
    return float(geometry.area * DEGREE_METRES * DEGREE_METRES * narrowed)


def shape_of(told: Mapping[str, Any]) -> Shape:
    """The shape again, as it is kept."""
    return msgspec.convert(told, Shape)


def of_geojson(told: Any) -> Shape:
    """A polygon, or a line (of no width yet). Raises ``RejectedError`` for anything else."""
    try:
        plain = told.get("geometry", told) if isinstance(told, dict) else {}
        geometry = drawn(plain)
        kind = _KINDS[geometry.geom_type]
        outline = geometry.exterior if kind == "polygon" else geometry
        points = [(float(one[0]), float(one[1])) for one in outline.coords]
    except (AttributeError, IndexError, KeyError, TypeError, ValueError) as error:
        raise RejectedError("points", "is no GeoJSON Polygon or LineString") from error
    if kind == "polygon" and len(geometry.interiors):
        raise RejectedError("points", "an area with holes cannot be taken")
    return Shape(kind=kind, points=tuple(points[:-1] if kind == "polygon" else points))


_KINDS: dict[str, Literal["polygon", "road"]] = {"Polygon": "polygon", "LineString": "road"}


def typed_points(text: str) -> tuple[Position, ...]:
    """``126.97, 37.56`` a line, longitude first. Raises ``RejectedError`` naming the line."""
    lines = [line.strip() for line in text.replace(";", "\n").splitlines() if line.strip()]
    return tuple(_point(number, line) for number, line in enumerate(lines, start=1))


def _point(number: int, line: str) -> Position:
    parts: Sequence[str] = line.replace(",", " ").split()
    try:
        longitude, latitude = (float(part) for part in parts)
    except ValueError as error:
        reason = f"line {number} is not “longitude, latitude”"
        raise RejectedError("points", reason) from error
    return longitude, latitude
