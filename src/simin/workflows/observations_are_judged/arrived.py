"""What a batch brought, with what is known of it: read at once, a handful of queries."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from simin.domains.observations import queries as observations
from simin.domains.observations.definition import Limits
from simin.domains.observations.finding import Finding
from simin.domains.observations.reading import Latest, Stream
from simin.ingest import watching
from simin.ingest.detectors.stillness import Still


@dataclass(frozen=True)
class Arrived:
    """By slug, but for ``limits``, which stand by property."""

    latest: dict[str, Latest]
    #: Those of ``latest``, and no others of their families.
    streams: dict[str, Stream]
    before: dict[str, Still]
    limits: dict[str, Limits]
    #: Source, detector and subject to the finding that stands.
    standing: dict[tuple[str, str, str], Finding]

    def limits_of(self, slug: str) -> Limits:
        return self.limits.get(self.streams[slug].property, Limits())

    def families(self) -> dict[tuple[str, str], list[Latest]]:
        """Source and family to what arrived of them."""
        groups: dict[tuple[str, str], list[Latest]] = {}
        for seen in self.latest.values():
            groups.setdefault((seen.source, seen.family), []).append(seen)
        return groups

    def begins_an_hour(self, group: Iterable[Latest]) -> bool:
        """Whether any of ``group`` is the first that came of its datastream in its hour, or ever.

        What is defined changes seldom: looking at a whole family once an hour is soon enough.
        """
        befores = ((self.before.get(seen.slug), seen.phenomenon_time) for seen in group)
        return any(before is None or _hour(before.until) != _hour(at) for before, at in befores)

    def follows(self, slug: str) -> bool:
        """Whether the newest value is the period after the one before it."""
        before, period = self.before.get(slug), timedelta(seconds=self.streams[slug].period)
        gap = self.latest[slug].phenomenon_time - before.until if before else timedelta()
        return timedelta() < gap <= period * 1.5

    def is_newer(self, slug: str) -> bool:
        """Whether the newest value is newer than the one that was looked at before."""
        before = self.before.get(slug)
        return before is not None and self.latest[slug].phenomenon_time > before.until


def _hour(at: datetime) -> datetime:
    return at.replace(minute=0, second=0, microsecond=0)


def arrived(slugs: Collection[str]) -> Arrived:
    latest = {seen.slug: seen for seen in observations.latest(slugs) if seen.valid}
    streams = {stream.slug: stream for stream in observations.datastreams_named(latest)}
    limits = observations.limits({stream.property for stream in streams.values()})
    standing = {
        (one.source, one.detector, one.subject): one
        for one in observations.findings({seen.source for seen in latest.values()})
    }
    return Arrived(latest, streams, watching.watched(latest), limits, standing)
