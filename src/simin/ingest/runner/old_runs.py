"""Runs of long ago are forgotten: one a minute would be half a million in a year.

The newest of each feed stay, however old: pages show them. What a run stored stays where it is; its
name is then a name only. Runs of recordings stay, as they are few.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from simin.ingest.models import FeedState, Run
from simin.ingest.runner.outcome import Outcome

#: Days that runs are kept which stored nothing, and which did.
IDLE, KEPT = timedelta(days=30), timedelta(days=90)
#: Runs of each feed that are always kept.
NEWEST = 100
#: Runs that go in one transaction.
_BATCH = 5000


def forget_runs(now: datetime) -> int:
    """Forget what is too old; how many. By feed, so that only what goes is looked for."""
    feeds = FeedState.objects.order_by("feed").values_list("feed", flat=True)
    return sum(_forget(feed, now) for feed in list(feeds))


def _forget(feed: str, now: datetime) -> int:
    runs = Run.objects.filter(feed=feed).order_by("-started_at")
    newest = runs.values_list("started_at", flat=True)[NEWEST - 1 : NEWEST].first()
    if newest is None:
        return 0
    ended = runs.exclude(outcome=Outcome.RUNNING)
    gone = _delete(ended.filter(started_at__lt=min(newest, now - IDLE), stored=0))
    return gone + _delete(ended.filter(started_at__lt=min(newest, now - KEPT)))


def _delete(runs: QuerySet[Run]) -> int:
    gone = 0
    while True:
        with transaction.atomic():
            names = list(runs.values_list("id", flat=True)[:_BATCH])
            gone += Run.objects.filter(id__in=names).delete()[0]
        if len(names) < _BATCH:
            return gone
