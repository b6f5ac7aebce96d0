"""The runner's side of the database: begins runs, keeps pages, closes runs.

Each function is one transaction and is called in the database's thread. A page is kept together
with the cursor and the validators behind it, so a killed run goes on where its last page was kept.
"""

import hashlib
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date, datetime

import msgspec
import structlog
from django.db import transaction
from django.db.models import F

from simin.domains.catalogue import services as catalogue
from simin.domains.observations import services as observations
from simin.domains.observations.errors import UnknownSourceError
from simin.ingest.feeds import Feed
from simin.ingest.models import DailyCalls, FeedState, Run
from simin.ingest.oversight import hours
from simin.ingest.runner import schemas, timing
from simin.ingest.runner.examination import examine, reconcile
from simin.ingest.runner.outcome import Outcome, Report
from simin.ingest.runner.standstill import note_news

log = structlog.get_logger()


@dataclass(frozen=True)
class Begun:
    """What a run starts from."""

    run: str
    cursor: str | None
    validators: dict[str, dict[str, str]] = field(default_factory=dict)
    #: Of the last answer; empty where there was none.
    columns: tuple[str, ...] = ()
    last_success_at: datetime | None = None
    #: Failed runs before this one, in a row.
    failures: int = 0


@dataclass(frozen=True)
class Next:
    """When the feed is asked again."""

    run_at: datetime
    backing_off_until: datetime | None = None


#: By feed, the last that was digested: a city's feeds are looked at every second.
_digested: dict[str, tuple[Feed, str]] = {}


def definition(feed: Feed) -> str:
    """A digest of everything that a feed says of itself."""
    known = _digested.get(feed.id)
    if known is None or known[0] is not feed:
        told = msgspec.json.encode(feed, order="deterministic")
        known = _digested[feed.id] = feed, hashlib.sha256(told).hexdigest()
    return known[1]


@transaction.atomic
def state_of(feed: Feed) -> FeedState:
    """The feed's row, locked; one whose definition changed begins anew."""
    digest = definition(feed)
    row, _ = FeedState.objects.select_for_update().get_or_create(
        feed=feed.id, defaults={"source": feed.source, "definition": digest}
    )
    if row.definition != digest:
        row.source, row.definition = feed.source, digest
        row.cursor, row.validators, row.columns = None, {}, []
        row.stopped, row.failures = False, 0
        row.next_run = row.backing_off_until = None
        row.save()
    return row


@transaction.atomic
def begin(feed: Feed, *, city_time: datetime, afresh: bool = False) -> Begun:
    """Open a run; ``afresh`` (a back-fill) looks at neither cursor nor validators."""
    row = state_of(feed)
    row.runs += 1
    row.save(update_fields=["runs"])
    run = Run.objects.create(
        id=f"{feed.id}@{row.runs}",
        source=feed.source,
        feed=feed.id,
        started_at=city_time,
        last_at=city_time,
        outcome=Outcome.RUNNING,
    )
    return _begun(row, run.id, afresh=afresh)


def peek(feed: Feed) -> Begun:
    """What a run would start from, were everything asked for anew; for dry runs."""
    row = FeedState.objects.filter(feed=feed.id, definition=definition(feed)).first()
    begun = _begun(row, "", afresh=False) if row else Begun("", None)
    return replace(begun, validators={})


def _begun(row: FeedState, run: str, *, afresh: bool) -> Begun:
    return Begun(
        run,
        None if afresh else row.cursor,
        {} if afresh else row.validators,
        tuple(row.columns),
        row.last_success_at,
        row.failures,
    )


def due(feeds: Sequence[Feed], *, now: datetime, chance: timing.Chance) -> list[str]:
    """Ids of the feeds whose turn it is, the longest waiting first."""
    known = FeedState.objects.filter(feed__in=[feed.id for feed in feeds])
    rows = {
        row[0]: row[1:] for row in known.values_list("feed", "definition", "next_run", "stopped")
    }
    turns = []
    for feed in feeds:
        digest, next_run, stopped = rows.get(feed.id, ("", None, False))
        if digest != definition(feed) or next_run is None:
            _schedule_first(feed, now, chance)
        elif not stopped and next_run <= now:
            turns.append((next_run, feed.id))
    return [name for _, name in sorted(turns)]


@transaction.atomic
def _schedule_first(feed: Feed, now: datetime, chance: timing.Chance) -> None:
    row = state_of(feed)
    row.next_run = timing.first_run(feed.schedule, now, chance)
    row.save(update_fields=["next_run"])


@transaction.atomic
def take_call(account: str, day: date, allowed: int | None) -> bool:
    """Count one call of ``account``, unless its day's calls are used up."""
    row, _ = DailyCalls.objects.select_for_update().get_or_create(account=account, day=day)
    if allowed is not None and row.calls >= allowed:
        return False
    DailyCalls.objects.filter(account=account, day=day).update(calls=F("calls") + 1)
    return True


#: What a run has of its report.
_TOLD = (
    "fetched",
    "parsed",
    "stored",
    "repeated",
    "rejected",
    "refused",
    "observed",
    "outcome",
    "problem",
    "noticed",
)


@transaction.atomic
def close(
    feed: Feed, report: Report, following: Next | None, *, city_time: datetime, real_time: datetime
) -> None:
    """Write down how the run ended; a source's failure and recovery are told once each.

    ``following`` is None for a back-fill, which says nothing about how the feed does now.
    """
    catalogue.complete(run=report.run or "", at=city_time)
    if following is not None:
        schemas.note(feed, report, definition(feed), at=city_time)
    told = {name: getattr(report, name) for name in _TOLD}
    Run.objects.filter(id=report.run).update(last_at=city_time, **told)
    hours.note_run(
        feed.id,
        report.run or "",
        hours.Brought(
            fetched=report.fetched,
            stored=report.stored,
            repeated=report.repeated,
            rejected=report.rejected,
        ),
        at=city_time,
        outcome=report.outcome,
        regular=following is not None,
    )
    if following is None:
        return
    examine(feed, report, at=city_time)
    reconcile(feed, report, at=city_time)
    row = state_of(feed)
    row.next_run, row.backing_off_until = following.run_at, following.backing_off_until
    note_news(row, feed, report, at=city_time)
    if report.outcome.good:
        # Names of requests may hold the period; those of periods that are over are asked no more.
        row.validators = {n: told for n, told in row.validators.items() if n in report.asked}
        note_well(row, city_time, real_time)
    elif report.outcome not in {Outcome.QUOTA, Outcome.INTERRUPTED}:
        note_ill(row, report, city_time, real_time)
    row.save()


def note_well(row: FeedState, city_time: datetime, real_time: datetime) -> None:
    was_failing = bool(row.problem)
    row.failures, row.stopped, row.problem, row.failing_since = 0, False, "", None
    row.last_success_at = real_time
    if not was_failing:
        return
    log.info("feed recovered", feed=row.feed)
    others = FeedState.objects.filter(source=row.source).exclude(feed=row.feed)
    if not others.exclude(problem="").exists():
        with suppress(UnknownSourceError):
            observations.source_recovered(row.source, at=city_time)


def note_ill(row: FeedState, report: Report, city_time: datetime, real_time: datetime) -> None:
    if not row.problem:
        log.warning("feed failed", feed=row.feed, outcome=report.outcome, reason=report.problem)
        row.failing_since = real_time
    row.failures += 1
    row.problem = report.problem
    row.stopped = report.outcome is Outcome.REFUSED
    # A pack that was edited after the city was made may name a source that is not loaded yet.
    with suppress(UnknownSourceError):
        observations.source_failed(row.source, reason=report.problem, at=city_time)


@transaction.atomic
def mark_interrupted(*, city_time: datetime) -> int:
    """Runs that a killed engine left open; called before the first run of an engine.

    What they had brought of data sets was acknowledged, and is read from now on.
    """
    left = list(Run.objects.filter(outcome=Outcome.RUNNING).values_list("id", flat=True))
    for run in left:
        catalogue.complete(run=run, at=city_time)
    return Run.objects.filter(id__in=left).update(outcome=Outcome.INTERRUPTED)
