"""Whether an area of another authority touches the city. Pure."""

import math
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from shapely import make_valid
from shapely.affinity import scale
from shapely.geometry import Point, Polygon, shape
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union

#: Kilometres of a degree of latitude.
DEGREE_KM = 111.2


def touches(area: Mapping[str, Any], outlines: Iterable[Mapping[str, Any]]) -> bool:
    city = unary_union([shape(dict(outline)) for outline in outlines])
    return any(drawn.intersects(city) for drawn in _drawn(area))


def _drawn(area: Mapping[str, Any]) -> Iterator[BaseGeometry]:
    for ring in area.get("polygons") or ():
        yield make_valid(Polygon(ring))
    for circle in area.get("circles") or ():
        longitude, latitude = circle["centre"]
        yield around(longitude, latitude, circle["radius_km"])


def around(longitude: float, latitude: float, radius_km: float) -> BaseGeometry:
    """A circle on the ground as a polygon of degrees; good for cities, not for the poles."""
    north = max(radius_km, 0.001) / DEGREE_KM
    east = 1 / max(0.01, math.cos(math.radians(latitude)))
    return scale(Point(longitude, latitude).buffer(north, quad_segs=16), xfact=east, yfact=1.0)
