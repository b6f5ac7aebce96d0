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

from simin.domains.observations import services as observations
from simin.domains.observations.errors import UnknownSourceError
from simin.ingest.feeds import Feed
from simin.ingest.models import DailyCalls, FeedState, Run
from simin.ingest.runner import timing
from simin.ingest.runner.outcome import Outcome, Report

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


def definition(feed: Feed) -> str:
    """A digest of everything that a feed says of itself."""
    return hashlib.sha256(msgspec.json.encode(feed, order="deterministic")).hexdigest()


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
    rows = {row.feed: row for row in FeedState.objects.filter(feed__in=[f.id for f in feeds])}
    turns = []
    for feed in feeds:
        row = rows.get(feed.id)
        if row is None or row.definition != definition(feed) or row.next_run is None:
            _schedule_first(feed, now, chance)
        elif not row.stopped and row.next_run <= now:
            turns.append((row.next_run, feed.id))
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


@transaction.atomic
def close(
    feed: Feed, report: Report, following: Next | None, *, city_time: datetime, real_time: datetime
) -> None:
    """Write down how the run ended; a source's failure and recovery are told once each.

    ``following`` is None for a back-fill, which says nothing about how the feed does now.
    """
    Run.objects.filter(id=report.run).update(
        last_at=city_time,
        fetched=report.fetched,
        parsed=report.parsed,
        stored=report.stored,
        repeated=report.repeated,
        rejected=report.rejected,
        outcome=report.outcome,
        problem=report.problem,
        noticed=report.noticed,
    )
    if following is None:
        return
    row = state_of(feed)
    row.next_run, row.backing_off_until = following.run_at, following.backing_off_until
    if report.outcome.good:
        _well(row, city_time, real_time)
    elif report.outcome not in {Outcome.QUOTA, Outcome.INTERRUPTED}:
        _ill(row, report, city_time, real_time)
    row.save()


def _well(row: FeedState, city_time: datetime, real_time: datetime) -> None:
    was_failing = bool(row.problem)
    row.failures, row.stopped, row.problem, row.failing_since = 0, False, "", None
    row.last_success_at = real_time
    if was_failing:
        log.info("feed recovered", feed=row.feed)
    others = FeedState.objects.filter(source=row.source).exclude(feed=row.feed)
    if not others.exclude(problem="").exists():
        with suppress(UnknownSourceError):
            observations.source_recovered(row.source, at=city_time)


def _ill(row: FeedState, report: Report, city_time: datetime, real_time: datetime) -> None:
    if not row.problem:
        log.warning("feed failed", feed=row.feed, outcome=report.outcome, reason=report.problem)
        row.failing_since = real_time
    row.failures += 1
    row.problem = report.problem
    row.stopped = report.outcome is Outcome.REFUSED
    # A pack that was edited after the city was made may name a source that is not loaded yet.
    with suppress(UnknownSourceError):
        observations.source_failed(row.source, reason=report.problem, at=city_time)


def mark_interrupted() -> int:
    """Runs that a killed engine left open; called before the first run of an engine."""
    left = Run.objects.filter(outcome=Outcome.RUNNING)
    return left.update(outcome=Outcome.INTERRUPTED)
