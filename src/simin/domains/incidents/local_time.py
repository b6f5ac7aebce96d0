"""The city's calendar: incidents are numbered and counted by it."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from simin.domains.places import queries as places


def city_zone() -> ZoneInfo:
    return ZoneInfo(places.city().time_zone)


def day_of(at: datetime) -> date:
    """The day of the city's calendar on which ``at`` falls."""
    return at.astimezone(city_zone()).date()
