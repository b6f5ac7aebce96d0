"""GeoJSON (RFC 7946) for the live map: the outline in degrees, and facilities as points.

The outline is the drawing's own, finer: its borders lie under those of the SVG.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import shapely
from shapely.geometry import mapping
from shapely.geometry import shape as as_shape
from shapely.geometry.base import BaseGeometry

from simin.domains.places.shapes import District, Facility, MapLine
from simin.web.maps.city_map import RIVER
from simin.web.maps.outline import middle_line

#: Degrees that simplification may move a border: about ten metres.
FINE = 0.0001
#: Degrees that the round end of a river needs: half its stroke, with the whole city in view.
CAP = 0.0025
#: Decimals of a degree that are written: about one metre.
DECIMALS = 5


def outline(districts: Sequence[District], lines: Iterable[MapLine]) -> bytes:
    """Districts with ``id`` and names, and lines with their ``kind``, as one collection."""
    shapes = [as_shape(dict(district.geometry)) for district in districts]
    slim = shapely.coverage_simplify(shapes, FINE)
    features = [
        _feature(shape, {"id": district.id, "kind": "district", "name": dict(district.name)})
        for district, shape in zip(districts, slim, strict=True)
    ]
    features += [_line(line, shapely.union_all(shapes)) for line in lines]
    return collection(features)


def _line(line: MapLine, city: BaseGeometry) -> dict[str, Any]:
    """Cut at the city's border, as in the drawing."""
    inside = as_shape(dict(line.geometry)).intersection(city)
    if line.kind == RIVER and not inside.area and not inside.is_empty:
        inside = middle_line(inside, CAP)
    inside = inside.simplify(FINE)
    return _feature(inside, {"id": line.id, "kind": line.kind, "name": dict(line.name)})


def _feature(shape: BaseGeometry, properties: Mapping[str, Any]) -> dict[str, Any]:
    drawn = mapping(shape)
    geometry = {"type": drawn["type"], "coordinates": _rounded(drawn["coordinates"])}
    return {"type": "Feature", "properties": dict(properties), "geometry": geometry}


def _rounded(coordinates: Any) -> Any:
    if isinstance(coordinates, int | float):
        return round(coordinates, DECIMALS)
    return [_rounded(part) for part in coordinates]


def points(facilities: Iterable[Facility]) -> bytes:
    """Facilities as points; properties hold name, district, capacity and the kind's own."""
    return collection([_point(facility) for facility in facilities])


def _point(facility: Facility) -> dict[str, Any]:
    return {
        "type": "Feature",
        "id": facility.key,
        "properties": {
            **facility.properties,
            "name": dict(facility.name),
            "district": facility.district,
            "capacity": facility.capacity,
        },
        "geometry": {"type": "Point", "coordinates": list(facility.point)},
    }


def collection(features: list[dict[str, Any]]) -> bytes:
    whole = {"type": "FeatureCollection", "features": features}
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode()
