"""From the districts of the gazetteer to polygons that a phone can take in one message."""

from collections.abc import Iterable, Iterator

from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from simin.domains.places import queries as places
from simin.domains.places.errors import UnknownDistrictError
from simin.domains.warnings.content import Ring
from simin.domains.warnings.errors import WrongFieldsError

#: Degrees by which an outline may be drawn otherwise: some fifty metres.
TOLERANCE = 0.0005


def polygons(districts: Iterable[str]) -> tuple[Ring, ...]:
    """The outer rings of ``districts``. Raises ``WrongFieldsError`` for an unknown one."""
    return tuple(ring for district in districts for ring in _rings(_outline(district)))


def _outline(district: str) -> BaseGeometry:
    try:
        geometry = places.district(district).geometry
    except UnknownDistrictError as error:
        raise WrongFieldsError({"districts": "the city has no such district"}) from error
    return shape(dict(geometry)).simplify(TOLERANCE)


def _rings(outline: BaseGeometry) -> Iterator[Ring]:
    for part in getattr(outline, "geoms", [outline]):
        yield tuple((round(x, 5), round(y, 5)) for x, y, *_ in part.exterior.coords)
