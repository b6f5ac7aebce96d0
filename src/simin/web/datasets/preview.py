"""Where the rows of a data set lie, drawn over the city's districts on the server."""

from dataclasses import dataclass

from simin.domains.catalogue import queries
from simin.domains.catalogue.queries import Version
from simin.web.maps.city_map import CityMap
from simin.web.maps.kept import city_map

#: Rows that are drawn at most.
DRAWN = 2000


@dataclass(frozen=True)
class Preview:
    city: CityMap
    #: One path of all points.
    points: str
    drawn: int


def preview(version: Version) -> Preview | None:
    """None where rows have no place, or the city has no map."""
    schema = queries.schema_of(version)
    city = city_map()
    if city is None or not schema.longitude or not schema.latitude:
        return None
    points = [city.projection.point(*place) for place in queries.places(version, DRAWN)]
    inside = [
        (round(x), round(y))
        for x, y in points
        if 0 <= x <= city.projection.width and 0 <= y <= city.projection.height
    ]
    return Preview(city, "".join(f"M{x} {y}h0" for x, y in sorted(set(inside))), len(inside))
