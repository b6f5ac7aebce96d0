"""Which moments a time axis names, and how; always in the city's zone."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from simin.web.card.history import Range
from simin.web.presentation.times import CityTime


def axis(
    asked: Range, first: datetime, last: datetime, time: CityTime
) -> list[tuple[datetime, str]]:
    """Every six hours of a day, every midnight of a week, every fifth day of a month."""
    ticks = list(_local(asked, time.local(first), time.local(last)))
    return [(at, _name(asked, at)) for at in ticks]


def _local(asked: Range, first: datetime, last: datetime) -> Iterator[datetime]:
    at = first.replace(hour=0, minute=0, second=0, microsecond=0)
    step = {Range.DAY: timedelta(hours=6), Range.WEEK: timedelta(days=1)}.get(asked)
    step = step or timedelta(days=1 if last - first < timedelta(days=10) else 5)
    while at <= last:
        if at >= first:
            yield at
        at += step


def _name(asked: Range, at: datetime) -> str:
    if asked is Range.DAY and at.hour:
        return f"{at:%H:%M}"
    return day_name(at)


def day_name(at: datetime) -> str:
    # Translators: a date format of Django for a day on a narrow axis: day and month in digits.
    return date_format(at, _("j M"), use_l10n=False)
