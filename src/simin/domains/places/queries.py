"""Ask the gazetteer.

Districts and their outlines are kept in the process and read again when the edition changes, which
costs one small query a call. Facilities are asked of the database, never all of them at once.
"""

import math
import threading
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import Q

from simin.domains.places import models, rows
from simin.domains.places.errors import NoCityError, UnknownDistrictError
from simin.domains.places.gazetteer import Gazetteer, gazetteer_of
from simin.domains.places.shapes import (
    Box,
    City,
    District,
    Facility,
    MapLine,
    NearbyFacility,
    Neighbourhood,
    Point,
)
from simin.kit.earth import EARTH_METRES, metres_between

#: Facilities given at once, unless told.
FACILITIES = 2000

_lock = threading.Lock()
_kept: tuple[str, Gazetteer] | None = None


def city() -> City:
    """The city. Raises ``NoCityError`` before a pack was loaded."""
    row = models.City.objects.first()
    if row is None:
        raise NoCityError("no city has been defined here yet; load a pack")
    return rows.city_of(row)


def zone() -> ZoneInfo:
    """In which the city's clocks run. Raises ``NoCityError``."""
    return ZoneInfo(city().time_zone)


def day_of(at: datetime) -> date:
    """The day of the city's calendar on which ``at`` falls. Raises ``NoCityError``."""
    return at.astimezone(zone()).date()


def has_city() -> bool:
    return models.City.objects.exists()


def districts() -> tuple[District, ...]:
    """All districts, by rank."""
    return gazetteer().districts


def district(district_id: str) -> District:
    """Raises ``UnknownDistrictError``."""
    for known in districts():
        if known.id == district_id:
            return known
    raise UnknownDistrictError(f"the city has no district {district_id!r}")


def district_at(longitude: float, latitude: float) -> District | None:
    """The district of a position; None outside the city."""
    return gazetteer().district_at(Point(longitude, latitude))


def neighbourhoods(district_id: str | None = None) -> list[Neighbourhood]:
    """All neighbourhoods, or those of a district, by id."""
    found = models.Neighbourhood.objects.order_by("id")
    if district_id is not None:
        found = found.filter(district_id=district_id)
    return [rows.neighbourhood_of(row) for row in found]


def neighbourhood(neighbourhood_id: str) -> Neighbourhood | None:
    row = models.Neighbourhood.objects.filter(id=neighbourhood_id).first()
    return rows.neighbourhood_of(row) if row else None


def lines(kind: str | None = None) -> list[MapLine]:
    """Rivers and railways, or those of a kind, by id."""
    found = models.MapLine.objects.order_by("id")
    return [rows.line_of(row) for row in (found.filter(kind=kind) if kind else found)]


def facilities(
    kind: str, *, bbox: Box | None = None, district_id: str | None = None, limit: int = FACILITIES
) -> list[Facility]:
    """Facilities of a kind, by key; at most ``limit``."""
    found = models.Facility.objects.filter(kind=kind).order_by("key")
    if district_id is not None:
        found = found.filter(district_id=district_id)
    if bbox is not None:
        found = found.filter(_inside(bbox))
    return [rows.facility_of(row) for row in found[:limit]]


def facility(kind: str, key: str) -> Facility | None:
    row = models.Facility.objects.filter(kind=kind, key=key).first()
    return rows.facility_of(row) if row else None


def find_facilities(kind: str, text: str, *, limit: int) -> list[Facility]:
    """Those of a kind whose name holds ``text`` in any language of the city; whole names first."""
    held = Q()
    for language in city().languages:
        held |= Q(**{f"name__{language}__icontains": text})
    found = [
        rows.facility_of(row)
        for row in models.Facility.objects.filter(held, kind=kind).order_by("key")[:FACILITIES]
    ]
    return sorted(found, key=lambda one: (min(map(len, one.name.values())), one.key))[:limit]


def nearest_facilities(
    kind: str, longitude: float, latitude: float, *, metres: float, limit: int = 10
) -> list[NearbyFacility]:
    """Facilities of a kind within ``metres`` of a position, nearest first."""
    here = Point(longitude, latitude)
    around = models.Facility.objects.filter(_inside(box_around(here, metres)), kind=kind)
    near = [_from(here, rows.facility_of(row)) for row in around]
    within = [one for one in near if one.metres <= metres]
    return sorted(within, key=lambda one: (one.metres, one.facility.key))[:limit]


def _inside(box: Box) -> Q:
    return Q(longitude__range=(box.west, box.east), latitude__range=(box.south, box.north))


def _from(here: Point, facility: Facility) -> NearbyFacility:
    return NearbyFacility(facility=facility, metres=distance(here, facility.point))


def distance(here: Point, there: Point) -> float:
    """Metres along the great circle."""
    return metres_between(here.longitude, here.latitude, there.longitude, there.latitude)


def box_around(point: Point, metres: float) -> Box:
    """The smallest rectangle that surely holds the circle of ``metres`` around ``point``."""
    north = math.degrees(metres / EARTH_METRES)
    widest = math.cos(math.radians(min(89.0, abs(point.latitude) + north)))
    east = north / widest
    return Box(
        point.longitude - east,
        point.latitude - north,
        point.longitude + east,
        point.latitude + north,
    )


def gazetteer() -> Gazetteer:
    """The districts of the current edition."""
    global _kept  # noqa: PLW0603 - one slot per process, guarded by the lock
    edition = models.City.objects.values_list("edition", flat=True).first() or ""
    kept = _kept
    if kept is not None and edition and kept[0] == edition:
        return kept[1]
    found = gazetteer_of([rows.district_of(row) for row in models.District.objects.all()])
    with _lock:
        _kept = (edition, found)
    return found
