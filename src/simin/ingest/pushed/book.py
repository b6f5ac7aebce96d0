"""The runs of pushed feeds: one an hour, complete at every moment.

Nobody begins or ends such a run: it is found or made by its hour, and its counts commit with what
they count, so that two processes may take for one feed and a kill leaves nothing open.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import F

from simin.ingest.feeds import Feed, Parsed, Rejected
from simin.ingest.feeds.profile import ColumnProfile
from simin.ingest.models import FeedState, Run
from simin.ingest.oversight import hours
from simin.ingest.pushed import watching
from simin.ingest.reconciliation import Rows
from simin.ingest.runner import book, plausible, quarantine, tables
from simin.ingest.runner.calling import Called
from simin.ingest.runner.keeping import Arriving, City, keep
from simin.ingest.runner.outcome import Kept, Outcome, Report
from simin.ingest.storable import storable


@transaction.atomic
def take(
    feed: Feed,
    called: Called,
    parsed: Parsed,
    city: City,
    *,
    city_time: datetime,
    again: int = 0,
    cursor: str | None = None,
    profile: Sequence[ColumnProfile] | None = None,
) -> Kept:
    """Keep what a delivery holds; ``again``: messages of it that were kept before.

    Of one that mostly cannot be read the rest is kept all the same, as what comes in one delivery
    may be of many senders; but the feed fails by it.
    ``cursor`` is what its listener must remember with it; ``profile`` what the columns of many
    deliveries looked like, where one alone says too little (None: it does not).
    """
    state = book.state_of(feed)
    run = _run(feed, state, city_time)
    arriving = Arriving(feed, run.id, city_time, city)
    at = called.payload.fetched_at
    quarantine.keep_raw(feed, run.id, called.payload, called.url)
    kept = keep(parsed.records, arriving)
    changed = plausible.drift(state.columns, parsed.columns)
    if watching.is_turn(run, changed, city_time):
        seen = parsed.profile if profile is None else profile
        watching.look_at(feed, state, run.id, parsed, kept, seen, at=city_time)
    kept.repeated += again
    unfit = tables.hand_over(arriving, kept.changes, ())
    quarantine.isolate(feed, run.id, [*parsed.rejected, *kept.rejected, *unfit], at=at)
    _note(run, state, parsed, changed)
    problem = storable(plausible.unreadable(parsed))
    outcome = Outcome.IMPLAUSIBLE if problem else Outcome.COMPLETE
    _count(run, city_time, _counted(parsed, kept, again), outcome=outcome)
    kept.rejected = [*parsed.rejected, *kept.rejected]
    _stand(state, Report(feed.id, run.id, outcome, problem), city_time, at, cursor)
    return kept


@transaction.atomic
def refuse(feed: Feed, called: Called, reason: str, city: City, *, city_time: datetime) -> None:
    """Keep a delivery of which nothing could be read, with the reason."""
    state = book.state_of(feed)
    run = _run(feed, state, city_time)
    at = called.payload.fetched_at
    quarantine.keep_raw(feed, run.id, called.payload, called.url, taken=False)
    rejected = Rejected(where="the whole delivery", reason=reason, raw=called.payload.body)
    quarantine.isolate(feed, run.id, [rejected], at=at)
    _count(run, city_time, Rows(fetched=1, rejected=1), outcome=Outcome.IMPLAUSIBLE)
    report = Report(feed.id, run.id, Outcome.IMPLAUSIBLE, problem=reason)
    _stand(state, report, city_time, at, None)


@transaction.atomic
def listening(feed: Feed, *, city_time: datetime, real_time: datetime) -> str | None:
    """The listener is heard by its broker; the cursor that it goes on from."""
    state = book.state_of(feed)
    run = _run(feed, state, city_time)
    _stand(state, Report(feed.id, run.id, Outcome.COMPLETE), city_time, real_time, None)
    return state.cursor


@transaction.atomic
def deaf(feed: Feed, reason: str, *, refused: bool, city_time: datetime, real: datetime) -> None:
    """The broker does not answer, or refuses."""
    state = book.state_of(feed)
    run = _run(feed, state, city_time)
    outcome = Outcome.REFUSED if refused else Outcome.UNAVAILABLE
    hours.note_run(feed.id, run.id, hours.Brought(), at=city_time, outcome=outcome)
    _stand(state, Report(feed.id, run.id, outcome, reason), city_time, real, None)


def _run(feed: Feed, state: FeedState, city_time: datetime) -> Run:
    """This hour's, made under the lock of the feed's state."""
    hour = city_time.replace(minute=0, second=0, microsecond=0)
    run, made = Run.objects.get_or_create(
        id=f"{feed.id}@{hour:%Y-%m-%dT%H}",
        defaults={
            "source": feed.source,
            "feed": feed.id,
            "started_at": city_time,
            "last_at": city_time,
            "outcome": Outcome.COMPLETE,
        },
    )
    if made:
        state.runs += 1
    return run


def _note(run: Run, state: FeedState, parsed: Parsed, changed: str) -> None:
    noticed = parsed.noticed | ({"fields": changed} if changed else {})
    if noticed:
        run.noticed |= noticed
        run.save(update_fields=["noticed"])
    if parsed.columns:
        state.columns = list(parsed.columns)


def _counted(parsed: Parsed, kept: Kept, again: int) -> Rows:
    """``again``: messages that were kept before and not read once more."""
    came = len(parsed.records) + len(parsed.rejected)
    return Rows(
        fetched=(came if parsed.held is None else parsed.held) + again,
        parsed=len(parsed.records) + again,
        stored=kept.stored,
        repeated=kept.repeated,
        rejected=len(parsed.rejected) + len(kept.rejected),
        refused=len(kept.rejected),
        observed=kept.observed,
    )


#: What a delivery adds to its run.
_ADDED = ("fetched", "parsed", "stored", "repeated", "rejected", "refused", "observed")


def _count(
    run: Run, city_time: datetime, rows: Rows, *, outcome: Outcome = Outcome.COMPLETE
) -> None:
    added = {name: F(name) + getattr(rows, name) for name in _ADDED}
    Run.objects.filter(id=run.id).update(last_at=city_time, **added)
    brought = hours.Brought(
        fetched=rows.fetched, stored=rows.stored, repeated=rows.repeated, rejected=rows.rejected
    )
    hours.note_run(run.feed, run.id, brought, at=city_time, outcome=outcome)


def _stand(
    state: FeedState, report: Report, city_time: datetime, real: datetime, cursor: str | None
) -> None:
    """How the feed does now; failure and recovery are told once each."""
    if report.outcome.good:
        if state.problem:
            Run.objects.filter(id=report.run).update(outcome=report.outcome, problem="")
        book.note_well(state, city_time, real)
    else:
        Run.objects.filter(id=report.run).update(outcome=report.outcome, problem=report.problem)
        book.note_ill(state, report, city_time, real)
    if cursor is not None:
        state.cursor = cursor
    state.stopped = False
    state.next_run = None
    state.save()
