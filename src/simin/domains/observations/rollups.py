"""Keep hours and days up to date with the journal, in the transaction that writes it.

A new observation is added to its hour and day. A corrected one cannot be taken out of a minimum, so
its hour is summed up anew from the journal (one hour of one datastream) and its day from its hours.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta, tzinfo
from typing import Any, cast

from simin.domains.observations import bulk, journal
from simin.domains.observations.models import DailyRollup, HourlyRollup, Rollup
from simin.domains.observations.span import day_after, day_of, hour_of
from simin.domains.observations.tally import Tally, of, of_versions
from simin.domains.observations.version import Version

#: Datastream and start.
type Key = tuple[int, datetime]

_COLUMNS = ("count", "total", "minimum", "maximum", "last", "last_at", "invalid")
_NEWER = "old.last_at IS NULL OR new.last_at >= old.last_at"
_ADDED = {
    "count": "old.count + new.count",
    "total": "old.total + new.total",
    "minimum": "CASE WHEN old.minimum IS NULL OR new.minimum < old.minimum "
    "THEN new.minimum ELSE old.minimum END",
    "maximum": "CASE WHEN old.maximum IS NULL OR new.maximum > old.maximum "
    "THEN new.maximum ELSE old.maximum END",
    "last": f"CASE WHEN {_NEWER} THEN new.last ELSE old.last END",
    "last_at": f"CASE WHEN {_NEWER} THEN new.last_at ELSE old.last_at END",
    "invalid": "old.invalid + new.invalid",
}


def keep(
    added: Iterable[tuple[int, Version]], corrected: Iterable[tuple[int, datetime]], zone: tzinfo
) -> None:
    """Take in what was added to the journal and what was corrected in it.

    ``corrected`` are datastream and phenomenon time.
    """
    broken_hours = {(stream, hour_of(at, zone)) for stream, at in corrected}
    broken_days = {(stream, day_of(hour, zone)) for stream, hour in broken_hours}
    hours = _hours(added, zone)
    _add(HourlyRollup, hours)
    _replace(HourlyRollup, _summed_hours(sorted(broken_hours), zone))
    _add(DailyRollup, _days(hours, zone))
    _replace(DailyRollup, _summed_days(sorted(broken_days), zone))


def _hours(added: Iterable[tuple[int, Version]], zone: tzinfo) -> dict[Key, Tally]:
    hours: dict[Key, Tally] = {}
    starts: dict[datetime, datetime] = {}
    for stream, version in added:
        at = version.phenomenon_time
        start = starts.get(at) or starts.setdefault(at, hour_of(at, zone))
        tally = of(version)
        known = hours.get((stream, start))
        hours[stream, start] = known + tally if known else tally
    return hours


def _days(hours: Mapping[Key, Tally], zone: tzinfo) -> dict[Key, Tally]:
    days: dict[Key, Tally] = {}
    for (stream, hour), tally in hours.items():
        key = (stream, day_of(hour, zone))
        known = days.get(key)
        days[key] = known + tally if known else tally
    return days


def _summed_hours(keys: list[Key], zone: tzinfo) -> dict[Key, Tally]:
    # Two hours are read, as a city's hour is longer than one where clocks change by half an hour.
    ranges = [(stream, start, start + timedelta(hours=2)) for stream, start in keys]
    return {
        key: of_versions(v for v in found if hour_of(v.phenomenon_time, zone) == key[1])
        for key, found in zip(keys, journal.between(ranges), strict=True)
    }


def _summed_days(keys: list[Key], zone: tzinfo) -> dict[Key, Tally]:
    ranges = [(stream, day, day_after(day, zone)) for stream, day in keys]
    days = dict.fromkeys(keys, Tally())
    for number, *values in bulk.select_ranges(HourlyRollup, "start", _COLUMNS, ranges, "start"):
        days[keys[cast(int, number)]] += _read(values)
    return days


def _read(values: list[object]) -> Tally:
    *numbers, last_at, invalid = values
    at = None if last_at is None else bulk.aware(cast(datetime, last_at))
    row: list[Any] = [*numbers, at, invalid]
    return Tally(*row)


def _add(model: type[Rollup], tallies: Mapping[Key, Tally]) -> None:
    bulk.upsert(model, ("datastream_id", "start"), _ADDED, _rows(tallies))


def _replace(model: type[Rollup], tallies: Mapping[Key, Tally]) -> None:
    bulk.upsert(model, ("datastream_id", "start"), bulk.replaced(_COLUMNS), _rows(tallies))


def _rows(tallies: Mapping[Key, Tally]) -> list[bulk.Row]:
    return [
        (
            stream,
            bulk.instant(start),
            tally.count,
            tally.total,
            tally.minimum,
            tally.maximum,
            tally.last,
            bulk.instant(tally.last_at),
            tally.invalid,
        )
        for (stream, start), tally in tallies.items()
    ]
