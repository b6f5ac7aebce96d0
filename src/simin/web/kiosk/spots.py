"""Where a kiosk stands: a district, a neighbourhood, or a facility such as a station."""

from dataclasses import dataclass
from typing import Any

from simin.domains.kiosks import queries as kiosks
from simin.domains.places import queries as places
from simin.domains.places.errors import UnknownDistrictError
from simin.domains.places.shapes import Facility, Point
from simin.kit.text import Text
from simin.web.presentation.numbers import in_words

DISTRICT, NEIGHBOURHOOD = "district", "neighbourhood"
#: Places that a search gives.
FOUND = 12
#: Letters of a search, at most.
LONGEST = 60


@dataclass(frozen=True)
class Spot:
    kind: str
    id: str
    names: Text
    #: Id; empty outside every district.
    district: str
    point: Point

    @property
    def name(self) -> str:
        return in_words(self.names)

    @property
    def district_name(self) -> str:
        """Empty where the place itself is the district."""
        if not self.district or self.kind == DISTRICT:
            return ""
        return in_words(places.district(self.district).name)

    def plain(self) -> dict[str, Any]:
        """As the browser has it."""
        return {
            "district": self.district,
            "longitude": self.point.longitude,
            "latitude": self.point.latitude,
        }


def spot(kind: str, spot_id: str) -> Spot | None:
    """None where there is no such place."""
    if "\0" in spot_id:
        return None
    if kind == DISTRICT:
        return _district(spot_id)
    if kind == NEIGHBOURHOOD:
        found = places.neighbourhood(spot_id)
        return Spot(kind, found.id, found.name, found.district, found.point) if found else None
    facility = places.facility(kind, spot_id)
    return _facility(facility) if facility else None


def _district(district_id: str) -> Spot | None:
    try:
        found = places.district(district_id)
    except UnknownDistrictError:
        return None
    return Spot(DISTRICT, found.id, found.name, found.id, found.point)


def _facility(found: Facility) -> Spot:
    return Spot(found.kind, found.key, found.name, found.district or "", found.point)


def search(asked: str) -> list[Spot]:
    """Places whose name holds ``asked``: where kiosks usually stand first, then the rest."""
    text = asked.strip()[:LONGEST]
    if not text:
        return []
    found = [
        *(
            _facility(one)
            for kind in kiosks.layout().places
            for one in places.find_facilities(kind, text, limit=FOUND)
        ),
        *(
            Spot(DISTRICT, one.id, one.name, one.id, one.point)
            for one in places.districts()
            if _holds(one.name, text)
        ),
        *(
            Spot(NEIGHBOURHOOD, one.id, one.name, one.district, one.point)
            for one in places.neighbourhoods()
            if _holds(one.name, text)
        ),
    ]
    return found[:FOUND]


def _holds(names: Text, text: str) -> bool:
    return any(text.casefold() in name.casefold() for name in names.values())
