"""Keeps the history of each feed's columns, and reports what changed about them.

The usual shape is the first that was taken under the feed's present definition, or one that was
taken and has stood for thirty days since: who mends the mapping ends the findings. A shape that the
mapping could not take is kept as history and never becomes the usual one. Columns that records
leave out now and then make no new shape by coming and going.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import msgspec

from simin.domains.observations import services as observations
from simin.domains.observations.finding import Found
from simin.ingest.detectors import schema_drift
from simin.ingest.feeds import Feed
from simin.ingest.feeds.profile import ColumnProfile
from simin.ingest.models import SchemaVersion
from simin.ingest.rows.mapping_check import fields_of
from simin.ingest.runner.outcome import Report

#: After which a shape that is taken is the usual one.
USUAL = timedelta(days=30)
#: How often a shape that stands is written again, with its newest values.
SAVED = timedelta(minutes=10)
_MOST_CODES = 200


def note(feed: Feed, report: Report, definition: str, *, at: datetime) -> None:
    """Keep what the run saw; where the run failed by it, its problem names the columns.

    Runs inside its caller's transaction.
    """
    if not report.profile or report.run is None:
        return
    usual = _usual(feed.id, definition, at)
    before = columns_of(usual) if usual else ()
    found = schema_drift.drift(before, report.profile, needed=fields_of(feed))
    _keep(feed.id, report, definition, at)
    observations.report_findings(
        source=feed.source,
        feed=feed.id,
        detectors=schema_drift.DETECTORS,
        found=found,
        at=at,
        run=report.run,
    )
    if not report.outcome.good and report.problem:
        report.problem += _named(found)


def columns_of(version: SchemaVersion) -> tuple[ColumnProfile, ...]:
    return msgspec.convert(version.columns, tuple[ColumnProfile, ...])


def _named(found: Sequence[Found]) -> str:
    names = [
        f"{one.evidence['old']} is now {one.evidence['new']}"
        for one in found
        if one.detector == schema_drift.RENAMED
    ]
    return f" ({'; '.join(names)[:500]})" if names else ""


def _usual(feed: str, definition: str, at: datetime) -> SchemaVersion | None:
    taken = SchemaVersion.objects.filter(feed=feed, definition=definition, taken=True)
    old = taken.filter(first_at__lte=at - USUAL).order_by("-number").first()
    return old or taken.order_by("number").first()


def _keep(feed: str, report: Report, definition: str, at: datetime) -> None:
    taken = report.outcome.good
    last = SchemaVersion.objects.filter(feed=feed).order_by("-number").first()
    if last is not None and _is_same(last, report.profile, definition, taken):
        if at - last.last_at >= SAVED or _says_more(columns_of(last), report.profile):
            last.columns = _merged(columns_of(last), report.profile)
            last.last_run, last.last_at = report.run or "", at
            last.save(update_fields=["columns", "last_run", "last_at"])
        return
    SchemaVersion.objects.create(
        feed=feed,
        number=last.number + 1 if last else 1,
        definition=definition,
        taken=taken,
        columns=msgspec.to_builtins(_that_came_back(report.profile, last)),
        first_run=report.run or "",
        last_run=report.run or "",
        first_at=at,
        last_at=at,
    )


def _is_same(
    last: SchemaVersion, now: Sequence[ColumnProfile], definition: str, taken: bool
) -> bool:
    if (last.definition, last.taken) != (definition, taken):
        return False
    before = columns_of(last)
    here = {each.name for each in now}
    if not here <= {each.name for each in before}:
        return False
    # Their place is where the first record named them.
    optional = {each.name for each in (*before, *now) if each.absent}
    always = [[each.name for each in those if each.name not in optional] for those in (before, now)]
    there = [each for each in before if each.name in here]
    return always[0] == always[1] and not schema_drift.drift(there, now)


def _that_came_back(
    now: Sequence[ColumnProfile], last: SchemaVersion | None
) -> list[ColumnProfile]:
    """Columns that the last shape lacks and the one before it had: they come and go."""
    if last is None:
        return list(now)
    earlier = SchemaVersion.objects.filter(feed=last.feed, number=last.number - 1).first()
    lacking = {each.name for each in columns_of(earlier)} if earlier else set()
    lacking -= {each.name for each in columns_of(last)}
    return [
        msgspec.structs.replace(each, absent=max(each.absent, 1)) if each.name in lacking else each
        for each in now
    ]


def _says_more(before: Sequence[ColumnProfile], now: Sequence[ColumnProfile]) -> bool:
    """Whether there is a code, a longer text or a type that was never seen."""
    known = {each.name: each for each in before}
    return any(
        new.longest > old.longest
        or (bool(old.codes) and not set(new.codes) <= set(old.codes))
        or (old.type == "empty" and new.type != "empty")
        or (not old.absent and new.absent)
        for old, new in ((known[each.name], each) for each in now)
    )


def _merged(before: Sequence[ColumnProfile], now: Sequence[ColumnProfile]) -> Any:
    """The newest look, with the codes and the greatest length that were ever seen."""
    seen = {each.name: each for each in now}
    return msgspec.to_builtins(
        [_with(each, seen[each.name]) if each.name in seen else each for each in before]
    )


def _with(before: ColumnProfile, now: ColumnProfile) -> ColumnProfile:
    codes = sorted({*before.codes, *now.codes})
    empty = now.type == "empty"
    longer = before.longest > now.longest
    return msgspec.structs.replace(
        now,
        type=before.type if empty else now.type,
        example=now.example or before.example,
        samples=before.samples if empty else now.samples,
        absent=max(before.absent, now.absent),
        codes=tuple(codes) if len(codes) <= _MOST_CODES else (),
        shares={**before.shares, **now.shares},
        longest=max(before.longest, now.longest),
        at_longest=before.at_longest if longer else now.at_longest,
    )
