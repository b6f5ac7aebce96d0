"""Reads and checks the places of a pack: polygons, points, lines.

Nothing here changes a coordinate; what looks wrong is told, not mended.
"""

import json
import re
from pathlib import Path
from typing import Any

from shapely.geometry import shape
from shapely.validation import explain_validity

from simin.ingest.pack.city import Centre
from simin.ingest.pack.places import District, Line, Neighbourhood
from simin.ingest.pack.problem import Problems
from simin.ingest.pack.table import rows_of

DISTRICTS = "places/districts.geojson"
NEIGHBOURHOODS = "places/neighbourhoods.csv"
LINES = "places/lines.geojson"
_NEIGHBOURHOOD_COLUMNS = ("id", "district", "longitude", "latitude")
#: No part of a city is farther than this from its middle, in degrees.
_REACH_DEGREES = 3.0
_SLUG = re.compile(r"[a-z0-9][a-z0-9_-]*")
_FEATURE = re.compile(r'"type"\s*:\s*"Feature"')


class Geography:
    """Reads the files under ``places/`` for a city with these languages and this middle."""

    def __init__(
        self, folder: Path, problems: Problems, languages: tuple[str, ...], centre: Centre | None
    ) -> None:
        self._folder = folder
        self._problems = problems
        self._languages = languages
        self._centre = centre

    def districts(self) -> tuple[District, ...]:
        districts = []
        seen: set[str] = set()
        for line, feature in self._features(DISTRICTS, required=True):
            district = self._district(line, feature)
            if district is None:
                continue
            if district.id in seen:
                self._problems.add(DISTRICTS, line, "id", f'"{district.id}" stands twice')
            seen.add(district.id)
            self._check_polygon(line, district)
            districts.append(district)
        return tuple(districts)

    def lines(self) -> tuple[Line, ...]:
        lines = []
        for number, feature in self._features(LINES, required=False):
            line = self._line(number, feature)
            if line is not None:
                lines.append(line)
        return tuple(lines)

    def neighbourhoods(self, districts: set[str]) -> tuple[Neighbourhood, ...]:
        needed = [*_NEIGHBOURHOOD_COLUMNS, *(f"name_{code}" for code in self._languages)]
        rows = rows_of(self._folder, NEIGHBOURHOODS, needed, self._problems)
        read = [self._neighbourhood(line, row, districts) for line, row in rows]
        self._check_twice([(line, entry.id) for line, entry in read if entry])
        return tuple(entry for _, entry in read if entry)

    def point(
        self, file: str, line: int | None, longitude: str, latitude: str
    ) -> tuple[float, float] | None:
        """Both as degrees, or None with the problem told."""
        try:
            point = float(longitude), float(latitude)
        except (TypeError, ValueError):
            self._problems.add(file, line, "longitude, latitude", "not two numbers")
            return None
        return point if self._near(file, line, *point) else None

    def _near(self, file: str, line: int | None, longitude: float, latitude: float) -> bool:
        reason = self._out_of_reach(longitude, latitude)
        if reason:
            self._problems.add(file, line, "longitude, latitude", reason)
        return not reason

    def _out_of_reach(self, longitude: float, latitude: float) -> str:
        given = f"{longitude:g}, {latitude:g}"
        if not (-180 <= longitude <= 180 and -90 <= latitude <= 90):
            return f"{given} is no place on Earth: longitude and latitude may be swapped"
        if self._centre is None:
            return ""
        if (
            abs(longitude - self._centre.longitude) > _REACH_DEGREES
            or abs(latitude - self._centre.latitude) > _REACH_DEGREES
        ):
            return f"{given} is far from the city: longitude and latitude may be swapped"
        return ""

    def _features(self, file: str, *, required: bool) -> list[tuple[int, dict[str, Any]]]:
        """Features with the line each begins on."""
        path = self._folder / file
        if not path.exists():
            if required:
                self._problems.add(file, None, "", "the file is missing")
            return []
        try:
            text = path.read_text(encoding="utf-8")
            features = json.loads(text)["features"]
        except json.JSONDecodeError as error:
            self._problems.add(file, error.lineno, "", f"not JSON: {error.msg}")
            return []
        except (KeyError, TypeError, UnicodeDecodeError, OSError) as error:
            self._problems.add(file, None, "features", f"not a GeoJSON collection: {error!r}")
            return []
        lines = [text.count("\n", 0, match.start()) + 1 for match in _FEATURE.finditer(text)]
        if len(lines) != len(features) or not all(map(_is_feature, features)):
            reason = "each feature needs its type, properties and geometry"
            self._problems.add(file, None, "features", reason)
            return []
        return list(zip(lines, features, strict=True))

    def _names(self, file: str, line: int, properties: dict[str, Any]) -> dict[str, str]:
        names = {}
        for code in self._languages:
            name = properties.get(f"name_{code}")
            if isinstance(name, str) and name:
                names[code] = name
            else:
                self._problems.add(file, line, f"name_{code}", "is missing")
        return names

    def _district(self, line: int, feature: dict[str, Any]) -> District | None:
        properties, geometry = feature["properties"], feature["geometry"]
        names = self._names(DISTRICTS, line, properties)
        if not _SLUG.fullmatch(str(properties.get("id", ""))):
            self._problems.add(DISTRICTS, line, "id", "must be small letters, figures and dashes")
            return None
        if not isinstance(properties.get("population", 0), int):
            self._problems.add(DISTRICTS, line, "population", "must be a whole number")
        if geometry.get("type") not in ("Polygon", "MultiPolygon"):
            self._problems.add(DISTRICTS, line, "geometry", "must be a Polygon or MultiPolygon")
            return None
        point = self.point(
            DISTRICTS, line, properties.get("longitude", ""), properties.get("latitude", "")
        )
        if point is None:
            return None
        return District(
            id=properties["id"],
            name=names,
            code=properties.get("code"),
            population=properties.get("population"),
            longitude=point[0],
            latitude=point[1],
            geometry=geometry,
        )

    def _check_polygon(self, line: int, district: District) -> None:
        try:
            polygon = shape(district.geometry)
        except (ValueError, TypeError, IndexError, KeyError) as error:
            self._problems.add(DISTRICTS, line, district.id, f"not a polygon: {error}")
            return
        if polygon.is_empty or not polygon.is_valid:
            reason = "is empty" if polygon.is_empty else explain_validity(polygon)
            self._problems.add(DISTRICTS, line, district.id, f"the polygon is damaged: {reason}")
        west, south, east, north = polygon.bounds or (0, 0, 0, 0)
        for corner in ((west, south), (east, north)):
            reason = self._out_of_reach(*corner)
            if reason:
                self._problems.add(DISTRICTS, line, district.id, reason)

    def _line(self, number: int, feature: dict[str, Any]) -> Line | None:
        properties, geometry = feature["properties"], feature["geometry"]
        names = self._names(LINES, number, properties)
        if properties.get("kind") not in ("river", "rail"):
            self._problems.add(LINES, number, "kind", "must be river or rail")
            return None
        if geometry.get("type") not in ("LineString", "MultiLineString"):
            self._problems.add(LINES, number, "geometry", "must be a LineString or MultiLineString")
            return None
        return Line(
            id=str(properties.get("id") or f"{properties['kind']}-{number}"),
            kind=properties["kind"],
            name=names,
            colour=properties.get("colour"),
            width_metres=properties.get("width_metres"),
            geometry=geometry,
        )

    def _neighbourhood(
        self, line: int, row: dict[str, str], districts: set[str]
    ) -> tuple[int, Neighbourhood | None]:
        if row["district"] not in districts:
            reason = f'"{row["district"]}" is no district'
            self._problems.add(NEIGHBOURHOODS, line, "district", reason)
        point = self.point(NEIGHBOURHOODS, line, row["longitude"], row["latitude"])
        names = self._names(NEIGHBOURHOODS, line, row)
        if point is None:
            return line, None
        return line, Neighbourhood(
            id=row["id"],
            district=row["district"],
            name=names,
            longitude=point[0],
            latitude=point[1],
        )

    def _check_twice(self, ids: list[tuple[int, str]]) -> None:
        seen: set[str] = set()
        for line, name in ids:
            if name in seen:
                self._problems.add(NEIGHBOURHOODS, line, "id", f'"{name}" stands twice')
            seen.add(name)


def _is_feature(feature: Any) -> bool:
    return isinstance(feature, dict) and all(
        isinstance(feature.get(part), dict) for part in ("properties", "geometry")
    )
