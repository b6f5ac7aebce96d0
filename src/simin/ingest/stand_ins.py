"""Recordings that stand in for sources without their secrets, in a city that lives in real time.

A source is replayed while none of its feeds has its secrets, and measured as soon as one has them;
it is never both. What changes is committed together with what is played, and the feeds of a source
are admitted only after it has become measured.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog
from django.db import transaction

from simin.domains.observations import services as observations
from simin.domains.observations.errors import UnknownSourceError
from simin.domains.picture.card import Origin
from simin.ingest.feeds import Feed
from simin.ingest.models import StandIn
from simin.ingest.records import RecordStream
from simin.ingest.replay import Replay

log = structlog.get_logger()

#: How often a recording plays what became due.
BEAT = timedelta(seconds=10)


@dataclass(frozen=True, kw_only=True)
class Recorded:
    """A recording that may stand in, and how much of its past is played when it steps in."""

    stream: RecordStream
    past: timedelta


@dataclass
class StandIns:
    """All that stand in, in one city."""

    feeds: Sequence[Feed]
    recorded: Mapping[str, Recorded]
    #: Names of secrets to those that are missing.
    missing: Callable[[Sequence[str]], Sequence[str]]
    #: Plays for the n-th time that a recording steps in.
    player: Callable[[int], Replay]
    _settled: dict[str, Origin] = field(default_factory=dict)

    def settle(self, now: datetime) -> None:
        """Let sources change their origin where keys came or went, and recordings play."""
        for source, feeds in self._by_source().items():
            able = any(not self.missing(feed.secrets) for feed in feeds)
            try:
                self._settle(source, feeds, Origin.MEASURED if able else Origin.REPLAYED, now)
            except UnknownSourceError:
                continue  # an edited pack may name a source that is not loaded yet

    def admits(self, feed: Feed) -> bool:
        """Whether ``feed`` may ask: nothing of a source that is still replayed may be kept."""
        return self._settled.get(feed.source) is Origin.MEASURED or not self._has_stand_in(feed)

    def _has_stand_in(self, feed: Feed) -> bool:
        return feed.source in self._by_source()

    def _by_source(self) -> dict[str, list[Feed]]:
        enabled = [feed for feed in self.feeds if feed.enabled]
        stood_for = {feed.source for feed in enabled if feed.fallback}
        grouped: dict[str, list[Feed]] = {source: [] for source in sorted(stood_for)}
        for feed in enabled:
            if feed.source in grouped:
                grouped[feed.source].append(feed)
        return grouped

    @transaction.atomic
    def _settle(self, source: str, feeds: Sequence[Feed], origin: Origin, now: datetime) -> None:
        if self._settled.get(source) is not origin:
            if observations.change_origin(source, origin, at=now):
                log.info("source changed its origin", source=source, origin=origin.value)
            if origin is Origin.MEASURED:
                StandIn.objects.filter(source=source).update(played_until=None)
        if origin is Origin.REPLAYED:
            for name in sorted({name for feed in feeds for name in feed.fallback}):
                self._play(name, source, now)
        self._settled[source] = origin

    def _play(self, name: str, source: str, now: datetime) -> None:
        recorded = self.recorded[name]
        row, _ = StandIn.objects.select_for_update().get_or_create(
            recording=name, defaults={"source": source}
        )
        if row.played_until is not None and now - row.played_until < BEAT:
            return
        row.times += row.played_until is None
        earliest = now - recorded.past
        start = max(row.played_until or earliest, earliest)
        self.player(row.times).play_stream(recorded.stream, start, now)
        row.played_until = now
        row.save()
