"""An invented town of squares, one degree wide."""

from collections.abc import Mapping
from typing import Any

from simin.domains.places.shapes import City, District, Facility, Neighbourhood, Point


def city(city_id: str = "sample") -> City:
    return City(
        id=city_id,
        name={"en": "Sample", "ko": "견본"},
        office={"en": "Mayor's office", "ko": "시장실"},
        time_zone="Asia/Seoul",
        languages=("ko", "en"),
        accent={"light": "#0b7d70", "dark": "#3cc6b4"},
        centre=Point(1.0, 0.5),
    )


def district(district_id: str, geometry: Mapping[str, Any]) -> District:
    return District(id=district_id, name={"en": district_id}, geometry=geometry, point=Point(0, 0))


def square(district_id: str, west: float, *, rank: int = 0) -> District:
    ring = [[west, 0], [west + 1, 0], [west + 1, 1], [west, 1], [west, 0]]
    return District(
        id=district_id,
        name={"en": district_id.title()},
        geometry={"type": "Polygon", "coordinates": [ring]},
        point=Point(west + 0.5, 0.5),
        population=1000,
        rank=rank,
    )


def neighbourhood(neighbourhood_id: str, district_id: str) -> Neighbourhood:
    return Neighbourhood(
        id=neighbourhood_id,
        district=district_id,
        name={"en": neighbourhood_id},
        point=Point(0.5, 0.5),
    )


def shelter(key: str, longitude: float, latitude: float, **other: Any) -> Facility:
    point = Point(longitude, latitude)
    return Facility(kind="shelter", key=key, name={"en": key}, point=point, **other)
