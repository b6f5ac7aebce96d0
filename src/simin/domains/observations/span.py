"""Hours and days of the city, as the instants at which they begin. Pure.

An hour begins at a whole hour of the city's clock, a day at its midnight; so a day is whole hours
also where the zone is half an hour off, and is 23 or 25 hours long where the clocks change.
"""

from datetime import UTC, datetime, timedelta, tzinfo


def hour_of(at: datetime, zone: tzinfo) -> datetime:
    """Start of the city's hour that holds ``at``, UTC."""
    return at.astimezone(zone).replace(minute=0, second=0, microsecond=0).astimezone(UTC)


def day_of(at: datetime, zone: tzinfo) -> datetime:
    """Start of the city's day that holds ``at``, UTC."""
    local = at.astimezone(zone)
    return local.replace(hour=0, minute=0, second=0, microsecond=0, fold=0).astimezone(UTC)


def day_after(day: datetime, zone: tzinfo) -> datetime:
    """Start of the day after the one that begins at ``day``."""
    return day_of(day + timedelta(hours=36), zone)
