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


def draw(districts: Sequence[Feature], lines: Sequence[Feature] = ()) -> CityMap:
    """The outline of a city; a line's ``id`` is its kind."""
    shapes = [as_shape(district.geometry) for district in districts]
    projection = Projection.fit(shapely.total_bounds(shapes).tolist())
    drawn = [outline.projected(shape, projection) for shape in shapes]
    slim = outline.simplified(drawn, outline.TOLERANCE)
    return CityMap(
        projection,
        tuple(map(_district, districts, slim)),
        _lines(lines, projection, shapely.union_all(drawn)),
    )


def _district(district: Feature, shape: BaseGeometry) -> DistrictShape:
    largest = max(shapely.get_parts(shape), key=lambda part: part.area)
    circle = shapely.maximum_inscribed_circle(largest, tolerance=1.0)
    centre = circle.coords[0]
    return DistrictShape(
        district.id, district.name, outline.area_path(shape), (centre[0], centre[1]), circle.length
    )


def _lines(lines: Sequence[Feature], projection: Projection, city: BaseGeometry) -> dict[str, str]:
    """Path data by kind, cut at the city's border."""
    paths: dict[str, str] = {}
    for line in lines:
        inside = outline.projected(as_shape(line.geometry), projection).intersection(city)
        filled = inside.area > 0
        kind = f"{line.id}-area" if filled else line.id
        slim = inside.simplify(LINE_TOLERANCE)
        if not slim.is_empty:
            path = outline.area_path(slim) if filled else outline.line_path(slim)
            paths[kind] = paths.get(kind, "") + path
    return paths
