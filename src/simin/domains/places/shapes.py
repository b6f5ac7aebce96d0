"""What the gazetteer takes in and gives out: plain, frozen, free of the database.

Positions are WGS 84 degrees, geometries are GeoJSON (RFC 7946: longitude first). Nothing in here
looks anything up.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from simin.kit.text import Text

#: A GeoJSON geometry: ``{"type": "Polygon", "coordinates": …}``.
type Geometry = Mapping[str, Any]


class Point(NamedTuple):
    """A position."""

    longitude: float
    latitude: float


class Box(NamedTuple):
    """A rectangle of degrees, in GeoJSON's order; it never crosses the antimeridian."""

    west: float
    south: float
    east: float
    north: float


@dataclass(frozen=True, kw_only=True)
class City:
    """The one city of this installation."""

    #: The pack's id.
    id: str
    name: Text
    #: What the head of the city's office is called.
    office: Text
    #: IANA name.
    time_zone: str
    #: The first is the default.
    languages: tuple[str, ...]
    #: ``light`` and ``dark`` to a CSS colour.
    accent: Mapping[str, str]
    centre: Point
    #: The glance map's domains, in order, as the pack words them.
    domains: tuple[Mapping[str, Any], ...] = ()
    #: The themes of administration, in order, as the pack words them.
    themes: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True, kw_only=True)
class District:
    """A part of the city with an outline."""

    id: str
    name: Text
    geometry: Geometry
    #: Where a label or a marker of the whole district stands; always inside it.
    point: Point
    population: int | None = None
    #: Order in lists, smallest first.
    rank: int = 0


@dataclass(frozen=True, kw_only=True)
class Neighbourhood:
    """The finest part of the city that may be shown of a private address."""

    id: str
    #: District id.
    district: str
    name: Text
    point: Point


@dataclass(frozen=True, kw_only=True)
class Facility:
    """Something useful that stands somewhere: a shelter, a car park, a hydrant."""

    kind: str
    #: The source's own key, unique in its kind.
    key: str
    name: Text
    point: Point
    #: District id; None is filled in from the outlines.
    district: str | None = None
    #: People, cars …, as the kind counts.
    capacity: int | None = None
    properties: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class NearbyFacility:
    """A facility and how far it is as the crow flies."""

    facility: Facility
    metres: float


@dataclass(frozen=True, kw_only=True)
class MapLine:
    """A river or a railway, drawn so that people recognise their city."""

    id: str
    #: ``river`` or ``rail``.
    kind: str
    name: Text
    geometry: Geometry
