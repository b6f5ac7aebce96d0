"""One geometry of a GeoJSON payload: a point that stands for it, and the whole of it as WKT.

Read by shapely, so an empty, broken or unknown geometry is an error with its reason. A geometry
that crosses itself is kept as sent; who draws or cuts with it mends it.
"""

from collections.abc import Mapping
from typing import Any

import shapely
from shapely.errors import ShapelyError
from shapely.geometry import shape

from simin.ingest.rows.cells import UnreadableError
from simin.ingest.rows.projection import Project


def point_of(geometry: Any) -> tuple[float, float]:
    """East and north as sent: of a point itself, of anything else a point inside of it."""
    point = _shape(geometry).representative_point()
    return point.x, point.y


def wkt_of(geometry: Any, project: Project, *, turned: bool = False) -> str:
    """The geometry in longitude and latitude, in Well-Known Text; a third dimension is left out.

    ``turned``: its coordinates stand in each other's place.
    """
    flat = shapely.force_2d(_shape(geometry))
    order = slice(None, None, -1) if turned else slice(None)
    moved = shapely.transform(flat, lambda points: [project(*point[order]) for point in points])
    return str(shapely.to_wkt(moved, rounding_precision=7))


def _shape(geometry: Any) -> Any:
    if not isinstance(geometry, Mapping):
        raise UnreadableError("geometry: there is none")
    try:
        made = shape(geometry)
        if made.is_empty or not shapely.get_num_coordinates(made):
            raise UnreadableError("geometry: is empty")
    except (ShapelyError, ValueError, TypeError, KeyError, AttributeError, IndexError) as error:
        raise UnreadableError(f"geometry: {error}") from error
    return made
