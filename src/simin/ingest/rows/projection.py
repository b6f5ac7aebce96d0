"""Plane coordinates of national grids, turned into longitude and latitude by pyproj.

pyproj is optional (``pip install simin[projections]``): a city whose feeds are all in WGS 84 does
without its 8 MB. Nothing is fetched: grids that pyproj would download are not used.
"""

from collections.abc import Callable
from functools import cache
from math import isfinite

from simin.ingest.rows.cells import UnreadableError

#: Longitude and latitude already.
WGS84 = ("EPSG:4326", "OGC:CRS84", "CRS84")

type Project = Callable[[float, float], tuple[float, float]]


@cache
def projection(crs: str) -> Project:
    """From east and north in ``crs`` to longitude and latitude; raises ``ValueError``."""
    if crs in WGS84:
        return lambda east, north: (east, north)
    try:
        from pyproj import Transformer  # noqa: PLC0415 — optional
        from pyproj.exceptions import CRSError  # noqa: PLC0415
    except ImportError as error:
        raise ValueError(f"{crs} needs the optional package pyproj") from error
    try:
        transformer = Transformer.from_crs(crs, "EPSG:4326", always_xy=True)
    except CRSError as error:
        raise ValueError(f"{crs} is no known coordinate system") from error

    def project(east: float, north: float) -> tuple[float, float]:
        longitude, latitude = transformer.transform(east, north)
        if not (isfinite(longitude) and isfinite(latitude)):
            raise UnreadableError(f"{east}, {north} lies outside of {crs}")
        return round(longitude, 7), round(latitude, 7)

    return project
