"""Polygons and lines as path strings of small integers.

Neighbours are simplified together, so that no gap opens between them. Every coordinate after a
ring's first is relative: three quarters of the bytes of absolute ones. Pure.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise

import shapely
from shapely.geometry.base import BaseGeometry
from shapely.ops import substring

from simin.web.maps.projection import Point, Projection

#: Largest deviation, in units of the drawing, that simplification may cause.
TOLERANCE = 2.2
#: Rings smaller than this many square units would only be specks.
SPECK = 30.0


def projected(shape: BaseGeometry, projection: Projection) -> BaseGeometry:
    """``shape`` in units of the drawing."""
    return shapely.transform(
        shape, lambda points: [projection.point(lon, lat) for lon, lat in points]
    )


def simplified(shapes: Sequence[BaseGeometry], tolerance: float) -> list[BaseGeometry]:
    """The shapes with fewer points; borders that neighbours share stay shared."""
    return list(shapely.coverage_simplify(list(shapes), tolerance))


def middle_line(shape: BaseGeometry, trim: float) -> BaseGeometry:
    """The longest piece of a line, ``trim`` shorter at both ends, where its round cap will be.

    A river that follows the border is cut into scraps there; they would lie about like puddles.
    """
    merged = shapely.line_merge(shape)
    longest = max(shapely.get_parts(merged), key=lambda part: part.length)
    return substring(longest, trim, longest.length - trim) if longest.length > 3 * trim else longest


def area_path(shape: BaseGeometry) -> str:
    """The path data of a polygon or multipolygon."""
    rings: list[str] = []
    for polygon in shapely.get_parts(shape):
        if polygon.area < SPECK < shape.area:
            continue
        rings += [_ring(ring.coords) for ring in (polygon.exterior, *polygon.interiors)]
    return "".join(rings)


def line_path(shape: BaseGeometry) -> str:
    """The path data of a line or of several."""
    return "".join(_path(list(line.coords)) for line in shapely.get_parts(shape))


def _ring(points: Iterable[Point]) -> str:
    return _path(list(points)[:-1]) + "z"


def _path(points: Iterable[Point]) -> str:
    whole = [(round(x), round(y)) for x, y in points]
    steps = [(here[0] - before[0], here[1] - before[1]) for before, here in pairwise(whole)]
    return f"M{_pair(whole[0])}l" + _joined(step for step in steps if step != (0, 0))


def _joined(steps: Iterable[tuple[int, int]]) -> str:
    text = ""
    for step in steps:
        pair = _pair(step)
        text += pair if not text or pair.startswith("-") else f" {pair}"
    return text


def _pair(point: tuple[int, int]) -> str:
    x, y = point
    return f"{x}{y}" if y < 0 else f"{x} {y}"
