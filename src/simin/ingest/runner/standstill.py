"""Feeds at a standstill: nobody runs them, or they answer well and say nothing new.

Neither fails, so nothing else tells. The first is looked for by the worker, away from the scheduler
that may itself be what stands still; the second is kept as each run closes.
"""

from datetime import datetime, timedelta

from simin.domains.observations import services as observations
from simin.ingest.detectors import frozen_source, schedules
from simin.ingest.feeds import Feed
from simin.ingest.models import FeedState
from simin.ingest.oversight.declared import feed_of
from simin.ingest.oversight.models import DeclaredFeed
from simin.ingest.runner.outcome import Report

#: Within which something newer is expected of a feed that does not say.
_BUDGET = timedelta(days=1)


def look_for_paused(now: datetime) -> int:
    """Tell of feeds whose turn has passed; how many those are. Only a city in real time asks."""
    waiting = DeclaredFeed.objects.filter(runs=True, enabled=True)
    states = FeedState.objects.in_bulk([row.feed for row in waiting])
    return sum(_is_paused(row, states.get(row.feed), now) for row in waiting)


def note_news(row: FeedState, feed: Feed, report: Report, *, at: datetime) -> None:
    """Keep how long a feed has had no news; ``row`` is saved by the caller."""
    if not report.outcome.good:
        return
    moved = report.newest is not None and (row.newest is None or report.newest > row.newest)
    row.newest = report.newest if moved else row.newest
    row.runs_without_news = 0 if moved else row.runs_without_news + 1
    budget = timedelta(seconds=feed.budget) if feed.budget else _BUDGET
    found = frozen_source.frozen_source(
        newest=row.newest, runs=row.runs_without_news, now=at, budget=budget
    )
    observations.report_findings(
        source=feed.source,
        feed=feed.id,
        detectors={frozen_source.DETECTOR},
        found=[found] if found else [],
        at=at,
        run=report.run,
    )


def _is_paused(declared: DeclaredFeed, state: FeedState | None, now: datetime) -> bool:
    feed = feed_of(declared)
    if feed is None or state is None or declared.missing:
        return False
    held = declared.paused_at is not None or state.stopped
    every = timedelta(seconds=feed.schedule.every)
    found = None if held else schedules.paused(due=state.next_run, every=every, now=now)
    observations.report_findings(
        source=feed.source,
        feed=feed.id,
        detectors={schedules.DETECTOR},
        found=[found] if found else [],
        at=now,
        run=None,
    )
    return found is not None
