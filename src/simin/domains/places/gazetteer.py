"""The outlines of one edition, kept in the process so that a position finds its district at once.

Nothing here reads the database.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from shapely import STRtree
from shapely.geometry import Point as DrawnPoint
from shapely.geometry import shape as drawn_shape

from simin.domains.places.shapes import District, Point


@dataclass(frozen=True)
class Gazetteer:
    """Districts by rank, and a tree over their outlines in the same order."""

    districts: tuple[District, ...]
    outlines: STRtree

    def district_at(self, point: Point) -> District | None:
        """The district of a position; on a shared border the first by rank."""
        found = self.outlines.query(DrawnPoint(point), predicate="intersects")
        return self.districts[min(found)] if len(found) else None


def gazetteer_of(districts: Sequence[District]) -> Gazetteer:
    ranked = tuple(sorted(districts, key=lambda district: (district.rank, district.id)))
    outlines = STRtree([drawn_shape(dict(district.geometry)) for district in ranked])
    return Gazetteer(ranked, outlines)
