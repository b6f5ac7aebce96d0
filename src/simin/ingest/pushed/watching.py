"""What is pushed is looked at by the detectors that look at what is asked for, once a minute.

A delivery is small and there may be many in a second; the first in each minute of the city's time
stands for those around it, and so does one whose columns are others than before. Columns are
compared only where a few rows came: one message says little about the shape of a feed.
"""

from collections.abc import Sequence
from datetime import datetime

from simin.ingest.feeds import Feed, Parsed
from simin.ingest.feeds.profile import ColumnProfile
from simin.ingest.models import FeedState, Run
from simin.ingest.runner import book, schemas
from simin.ingest.runner.examination import examine
from simin.ingest.runner.outcome import Kept, Outcome, Report
from simin.ingest.runner.standstill import note_news

#: Rows from which columns are compared.
FEWEST = 5


def is_turn(run: Run, changed: str, at: datetime) -> bool:
    """Whether a delivery at ``at`` is looked at; ``run`` as it stood before it."""
    return bool(changed) or run.fetched == 0 or _minute(run.last_at) != _minute(at)


def look_at(
    feed: Feed,
    state: FeedState,
    run: str,
    parsed: Parsed,
    kept: Kept,
    profile: Sequence[ColumnProfile],
    *,
    at: datetime,
) -> None:
    """Report what the delivery shows; ``state`` is saved by the caller."""
    report = Report(feed.id, run, Outcome.COMPLETE, noticed=dict(parsed.noticed))
    report.read(parsed.records, parsed.rejected)
    report.keep(kept)
    examine(feed, report, at=at)
    note_news(state, feed, report, at=at)
    if max((column.rows for column in profile), default=0) >= FEWEST:
        report.profile = tuple(profile)
        schemas.note(feed, report, book.definition(feed), at=at)


def _minute(at: datetime) -> datetime:
    return at.replace(second=0, microsecond=0)
