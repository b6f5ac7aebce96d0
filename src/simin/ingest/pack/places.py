"""``places/``: districts, neighbourhoods, lines to draw, facilities."""

from datetime import date
from typing import Any

import msgspec

from simin.ingest.pack.city import Icon, Slug
from simin.ingest.pack.words import Entry, Words


class District(msgspec.Struct, frozen=True, kw_only=True):
    """A part of the city with its own polygon and values."""

    id: str
    name: Words
    #: The country's own code of the district, if it is known.
    code: str | None
    population: int | None
    #: A point inside, for labels.
    longitude: float
    latitude: float
    #: GeoJSON Polygon or MultiPolygon, WGS 84.
    geometry: dict[str, Any]


class Neighbourhood(msgspec.Struct, frozen=True, kw_only=True):
    """The finest place that is shown of an incident; a point inside stands for it."""

    id: str
    district: str
    name: Words
    longitude: float
    latitude: float


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """A river or railway to draw on the map."""

    id: str
    #: ``river`` or ``rail``.
    kind: str
    name: Words
    #: Colour of the railway line, ``#rrggbb``.
    colour: str | None
    #: Width at which a river's middle line is drawn; about, not measured.
    width_metres: float | None
    #: GeoJSON LineString or MultiLineString.
    geometry: dict[str, Any]


class FacilityLayer(Entry, frozen=True, kw_only=True):
    """``places/facilities/NAME.toml``: a kind of facility and where its rows stand."""

    id: Slug
    name: Words
    icon: Icon
    #: CSV beside the TOML.
    file: str
    #: What the column ``capacity`` counts: persons, spaces.
    capacity: Words | None = None
    licence: str
    attribution: Words
    as_of: date


class Facility(msgspec.Struct, frozen=True, kw_only=True):
    """One shelter, one car park …"""

    id: str
    layer: str
    district: str
    name: Words
    longitude: float
    latitude: float
    capacity: int | None
