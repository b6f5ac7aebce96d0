"""The city's outline: everything of the map that does not change, drawn once per process."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import shapely
from shapely.geometry import shape as as_shape
from shapely.geometry.base import BaseGeometry

from simin.kit.text import Text
from simin.web.maps import outline
from simin.web.maps.projection import Point, Projection

#: Deviation of a river or a rail line, in units of the drawing.
LINE_TOLERANCE = 4.0
#: The kind of line that is water.
RIVER = "river"
#: Half the stroke of a river.
CAP = 5.0
#: Units between the points of a river that words keep off.
WATER_STEP = 10.0


@dataclass(frozen=True)
class Feature:
    """What is drawn: a district with its id, or a line with its kind; geometry as GeoJSON."""

    id: str
    name: Text
    geometry: Mapping[str, Any]


@dataclass(frozen=True)
class DistrictShape:
    """One district, ready to draw."""

    id: str
    name: Text
    path: str
    #: The centre of the largest circle inside: where the label wants to stand.
    anchor: Point
    #: That circle's radius.
    room: float


@dataclass(frozen=True, eq=False)
class CityMap:
    """Compared by identity: there is one in a process."""

    projection: Projection
    districts: tuple[DistrictShape, ...]
    #: Path data by kind: ``river`` and ``rail`` are strokes, ``river-area`` is filled.
    lines: Mapping[str, str]
    #: Points along the rivers, off which words keep where they can.
    water: tuple[Point, ...] = ()


def draw(districts: Sequence[Feature], lines: Sequence[Feature] = ()) -> CityMap:
    """The outline of a city; a line's ``id`` is its kind."""
    shapes = [as_shape(district.geometry) for district in districts]
    projection = Projection.fit(shapely.total_bounds(shapes).tolist())
    drawn = [outline.projected(shape, projection) for shape in shapes]
    slim = outline.simplified(drawn, outline.TOLERANCE)
    inside = _inside(lines, projection, shapely.union_all(drawn))
    return CityMap(
        projection, tuple(map(_district, districts, slim)), _paths(inside), _water(inside)
    )


def _district(district: Feature, shape: BaseGeometry) -> DistrictShape:
    largest = max(shapely.get_parts(shape), key=lambda part: part.area)
    circle = shapely.maximum_inscribed_circle(largest, tolerance=1.0)
    centre = circle.coords[0]
    return DistrictShape(
        district.id, district.name, outline.area_path(shape), (centre[0], centre[1]), circle.length
    )


def _inside(
    lines: Sequence[Feature], projection: Projection, city: BaseGeometry
) -> list[tuple[str, BaseGeometry]]:
    """Kind and shape of what is left of each line within the city's border."""
    inside = [
        (line.id, outline.projected(as_shape(line.geometry), projection).intersection(city))
        for line in lines
    ]
    return [
        (kind, outline.middle_line(shape, CAP) if kind == RIVER and not shape.area else shape)
        for kind, shape in inside
        if not shape.is_empty
    ]


def _paths(inside: Sequence[tuple[str, BaseGeometry]]) -> dict[str, str]:
    """Path data by kind."""
    paths: dict[str, str] = {}
    for kind, shape in inside:
        slim = shape.simplify(LINE_TOLERANCE)
        key, path = (
            (f"{kind}-area", outline.area_path(slim))
            if shape.area
            else (kind, outline.line_path(slim))
        )
        paths[key] = paths.get(key, "") + path
    return paths


def _water(inside: Sequence[tuple[str, BaseGeometry]]) -> tuple[Point, ...]:
    return tuple(
        (x, y)
        for kind, shape in inside
        if kind == RIVER and not shape.area
        for x, y in shapely.get_coordinates(shapely.segmentize(shape, WATER_STEP)).tolist()
    )
