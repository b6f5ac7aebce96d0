"""Today, by the city's calendar."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from simin.domains.places import queries as places


def city_zone() -> ZoneInfo:
    return ZoneInfo(places.city().time_zone)


def day_of(at: datetime) -> date:
    return at.astimezone(city_zone()).date()
