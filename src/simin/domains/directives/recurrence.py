"""When a recurring directive comes again, on the city's calendar. Pure.

The wall clock stays: what comes at 09:00 comes at 09:00 also after summer time began. The 31st is
the last day in a shorter month.
"""

import calendar
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo


class Every(StrEnum):
    NEVER = ""
    DAY = "day"
    WEEK = "week"
    MONTH = "month"


def occurrence(first: datetime, every: Every, number: int, zone: ZoneInfo) -> datetime:
    """The ``number``-th time, counted from 0 at ``first``."""
    local = first.astimezone(zone)
    if every is Every.MONTH:
        months = local.month - 1 + number
        year, month = local.year + months // 12, months % 12 + 1
        day = min(local.day, calendar.monthrange(year, month)[1])
        moved = local.replace(year=year, month=month, day=day)
    else:
        moved = local + timedelta(days=number * (7 if every is Every.WEEK else 1))
    return moved.astimezone(UTC)


def newest_due(
    first: datetime, every: Every, number: int, now: datetime, zone: ZoneInfo
) -> int | None:
    """The newest occurrence from ``number`` on that has come by ``now``; None: not yet.

    Those before it that nobody issued are left out: yesterday's daily round is not asked for today.
    """
    if every is Every.NEVER or occurrence(first, every, number, zone) > now:
        return None
    while occurrence(first, every, number + 1, zone) <= now:
        number += 1
    return number
