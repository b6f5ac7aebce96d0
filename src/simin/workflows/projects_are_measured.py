"""The progress of projects becomes observations, so that the map has it by district, with a past.

For each family that the pack names it is how much of its plan a district's projects achieved, by
the last report of each, a project ahead of its plan counted as on it; withheld projects are left
out, since a mean of one would tell of it. A value is recorded when it differs from the newest one,
and once a day of the city's calendar. Nothing is recorded for a district without projects.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from simin.domains.observations import queries as observations
from simin.domains.observations import services as recording
from simin.domains.observations.reading import Latest, Stream
from simin.domains.observations.services import NewObservation
from simin.domains.projects import queries as projects


def as_time_passes(families: Sequence[str], now: datetime, zone: ZoneInfo) -> int:
    """How many values were recorded; where nothing is due it only looks."""
    if not families:
        return 0
    achieved = projects.achieved_by_district()
    newest = {seen.slug: seen for seen in observations.latest_of(families)}
    streams = observations.datastreams_of(families)
    due = list(_due(streams, newest, achieved, now, zone))
    if due:
        recording.record(due, run=None, received_at=now, zone=zone)
    return len(due)


def _due(
    streams: Iterable[Stream],
    newest: Mapping[str, Latest],
    achieved: Mapping[str, float],
    now: datetime,
    zone: ZoneInfo,
) -> Iterable[NewObservation]:
    midnight = now.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    for stream in streams:
        value = achieved.get(stream.district or "")
        if value is None:
            continue
        seen = newest.get(stream.slug)
        if seen is None or seen.result != value or seen.phenomenon_time < midnight:
            yield NewObservation(datastream=stream.slug, phenomenon_time=now, result=value)
