"""What a gazetteer may hold. Everything wrong is named before anything is written."""

from collections import Counter
from collections.abc import Iterable, Sequence
from math import isfinite

from shapely import GEOSException
from shapely.geometry import shape as drawn_shape
from shapely.geometry.base import BaseGeometry
from shapely.validation import explain_validity

from simin.domains.places.shapes import District, Geometry, MapLine, Point
from simin.kit.errors import RejectedError

AREAS = frozenset({"Polygon", "MultiPolygon"})
LINES = frozenset({"LineString", "MultiLineString", "Polygon", "MultiPolygon"})
LINE_KINDS = frozenset({"river", "rail"})


def check_keys(part: str, keys: Iterable[str]) -> None:
    """No key is empty, none comes twice."""
    for key, times in Counter(keys).items():
        if not key:
            raise RejectedError(part, "an entry has no key")
        if times > 1:
            raise RejectedError(f"{part}[{key}]", f"comes {times} times; keep one")


def check_point(place: str, point: Point) -> None:
    """On the earth, and longitude first."""
    if not (isfinite(point.longitude) and isfinite(point.latitude)):
        raise RejectedError(place, "the position is not a number")
    if abs(point.latitude) > 90 and abs(point.longitude) <= 90:
        raise RejectedError(place, "longitude and latitude are swapped")
    if abs(point.longitude) > 180 or abs(point.latitude) > 90:
        raise RejectedError(place, f"{point.longitude}, {point.latitude} is not on the earth")


def check_districts(districts: Sequence[District]) -> None:
    check_keys("districts", (district.id for district in districts))
    for district in districts:
        place = f"districts[{district.id}]"
        outline = _drawn(f"{place}.geometry", district.geometry, AREAS)
        if not outline.is_valid:
            raise RejectedError(f"{place}.geometry", explain_validity(outline))
        check_point(f"{place}.point", district.point)


def check_lines(lines: Sequence[MapLine]) -> None:
    check_keys("lines", (line.id for line in lines))
    for line in lines:
        if line.kind not in LINE_KINDS:
            raise RejectedError(f"lines[{line.id}].kind", f"{line.kind!r} is not river or rail")
        _drawn(f"lines[{line.id}].geometry", line.geometry, LINES)


def _drawn(place: str, geometry: Geometry, allowed: frozenset[str]) -> BaseGeometry:
    if geometry.get("type") not in allowed:
        raise RejectedError(place, f"must be one of {', '.join(sorted(allowed))}")
    try:
        drawn = drawn_shape(dict(geometry))
    except (GEOSException, KeyError, TypeError, ValueError) as error:
        raise RejectedError(place, f"is not GeoJSON: {error}") from error
    if drawn.is_empty:
        raise RejectedError(place, "is empty")
    return drawn
