"""Longitude and latitude of a row: projected, checked, and put right where a source swaps them.

A position counts as swapped only when it lies outside of the feed's bounds as sent and inside of
them the other way round. It is put right, flagged on the record and counted; a position that lies
outside both ways is refused. Nothing is moved into the bounds.
"""

from dataclasses import dataclass
from typing import Any

from simin.ingest.feeds.contract import Feed, Problem
from simin.ingest.rows.cells import UnreadableError
from simin.ingest.rows.projection import Project, projection

#: Flag of a record whose longitude and latitude stood in each other's place.
SWAPPED = "swapped-coordinates"
#: Options of a feed that are read here.
OPTIONS = ("crs", "bounds")

_EARTH = (-180.0, -90.0, 180.0, 90.0)


@dataclass(frozen=True, slots=True)
class Positions:
    """How one feed's positions are read."""

    project: Project
    #: West, south, east, north in degrees.
    bounds: tuple[float, float, float, float] = _EARTH

    @classmethod
    def of(cls, feed: Feed) -> "Positions":
        bounds = feed.options.get("bounds")
        west, south, east, north = _EARTH if bounds is None else bounds
        crs = str(feed.options.get("crs", "EPSG:4326"))
        return cls(projection(crs), (float(west), float(south), float(east), float(north)))

    def placed(self, values: dict[str, Any]) -> dict[str, Any]:
        """``values`` with a good position, or none; swapped ones carry the flag."""
        first, second = values.get("longitude"), values.get("latitude")
        if first is None or second is None:
            return values
        point = self.project(float(first), float(second))
        if self._holds(*point):
            return {**values, "longitude": point[0], "latitude": point[1]}
        turned = self._turned(float(first), float(second))
        if turned is None:
            raise UnreadableError(f"longitude, latitude: {first}, {second} lies outside the bounds")
        quality = [*values.get("quality", []), SWAPPED]
        return {**values, "longitude": turned[0], "latitude": turned[1], "quality": quality}

    def are_turned(self, first: float, second: float) -> bool:
        """Whether the two stand in each other's place."""
        point = self.project(first, second)
        return not self._holds(*point) and self._turned(first, second) is not None

    def _turned(self, first: float, second: float) -> tuple[float, float] | None:
        try:
            point = self.project(second, first)
        except UnreadableError:
            return None
        return point if self._holds(*point) else None

    def _holds(self, longitude: float, latitude: float) -> bool:
        west, south, east, north = self.bounds
        return west <= longitude <= east and south <= latitude <= north


def wrong_positions(feed: Feed) -> list[Problem]:
    """What is wrong with ``options.crs`` and ``options.bounds``."""
    problems = []
    try:
        projection(str(feed.options.get("crs", "EPSG:4326")))
    except ValueError as error:
        problems.append(Problem(field="options.crs", reason=str(error)))
    if not _are_bounds(feed.options.get("bounds", list(_EARTH))):
        reason = "four numbers are needed: west, south, east, north"
        problems.append(Problem(field="options.bounds", reason=reason))
    return problems


def _are_bounds(bounds: Any) -> bool:
    if not isinstance(bounds, list) or len(bounds) != 4:
        return False
    if not all(isinstance(edge, int | float) for edge in bounds):
        return False
    west, south, east, north = bounds
    return bool(west < east and south < north)
