"""All feeds at a glance: a handful of queries, however many feeds there are and whatever passed.

Everything read here is one row a feed, or 24 rows a feed of the last day's hours.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, tzinfo

from simin.domains.observations import queries as observations
from simin.domains.observations.finding import Finding
from simin.domains.observations.reading import SourceState
from simin.ingest.models import FeedState
from simin.ingest.oversight import standing
from simin.ingest.oversight.declared import PLAYED
from simin.ingest.oversight.hours import HOUR, Worst, hour_of
from simin.ingest.oversight.models import DeclaredFeed, FeedHour, FeedTally, LayerCheck
from simin.ingest.oversight.standing import Facts, State

#: Hours of the strip.
STRIP = 24
#: Seconds after which a value counts as late where neither feed nor source says.
_BUDGET = 86400


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A feed on the board. Times are city time but for ``next_run``."""

    feed: str
    kind: str
    owner: str
    source: SourceState | None
    state: State
    #: When it last did well; None: never.
    good_at: datetime | None
    budget: int
    #: A sentence of the runner; empty: nothing is wrong.
    problem: str
    failing_since: datetime | None
    next_run: datetime | None
    last_run: str
    last_at: datetime | None
    last_outcome: str
    last_fetched: int
    last_rejected: int
    today: int
    quarantined: int
    findings: tuple[Finding, ...]
    missing: tuple[str, ...]
    paused_by: str
    paused_why: str
    revision: int | None
    #: Whether the layers of its newest run agree; None: nobody looked yet.
    reconciled: bool | None
    #: A letter an hour, the oldest first; a blank: nothing ran.
    strip: str

    @property
    def played(self) -> bool:
        return self.kind in PLAYED


def board(now: datetime, zone: tzinfo) -> list[Standing]:
    """Every feed at city time ``now``, the most urgent first, then in the pack's order."""
    return _ordered(_standings(DeclaredFeed.objects.order_by("rank"), now, zone))


def one(feed: str, now: datetime, zone: tzinfo) -> Standing | None:
    return next(iter(_standings(DeclaredFeed.objects.filter(feed=feed), now, zone)), None)


def _standings(rows: Iterable[DeclaredFeed], now: datetime, zone: tzinfo) -> list[Standing]:
    rows = list(rows)
    known = _Known(rows, now, zone)
    return [known.standing(row) for row in rows]


def _ordered(standings: list[Standing]) -> list[Standing]:
    return sorted(standings, key=lambda each: each.state.urgency if each.state.wrong else 99)


class _Known:
    """What is kept about some feeds, read at once."""

    def __init__(self, rows: list[DeclaredFeed], now: datetime, zone: tzinfo) -> None:
        names = [row.feed for row in rows]
        self._now = now
        self._sources = observations.sources({row.source for row in rows})
        self._states = FeedState.objects.in_bulk(names)
        self._tallies = FeedTally.objects.in_bulk(names)
        self._findings = _findings_of(rows)
        looked = LayerCheck.objects.filter(feed__in=names)
        self._reconciled: dict[str, bool] = dict(looked.values_list("feed", "agrees"))
        local = now.astimezone(zone)
        midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
        self._read_hours(names, midnight)

    def _read_hours(self, names: list[str], midnight: datetime) -> None:
        newest = hour_of(self._now)
        first = newest - HOUR * (STRIP - 1)
        self._today: Counter[str] = Counter()
        self._strips: dict[str, list[str]] = defaultdict(lambda: [" "] * STRIP)
        hours = FeedHour.objects.filter(
            hour__gte=min(first, hour_of(midnight)), hour__lte=newest, feed__in=names
        )
        for feed, hour, worst, stored in hours.values_list("feed", "hour", "worst", "stored"):
            place = (hour - first) // HOUR
            if place >= 0:
                self._strips[feed][place] = Worst(worst).letter
            if hour >= midnight:
                self._today[feed] += stored

    def standing(self, row: DeclaredFeed) -> Standing:
        source = self._sources.get(row.source)
        state = self._states.get(row.feed)
        tally = self._tallies.get(row.feed) or FeedTally(feed=row.feed)
        budget = row.declared.get("budget") or (source.budget if source else _BUDGET)
        good_at = _good_at(row, state, tally)
        found = tuple(self._findings.get(row.feed, ()))
        facts = _facts(row, state, tally, good_at=good_at, budget=budget, findings=len(found))
        return Standing(
            feed=row.feed,
            kind=row.kind,
            owner=row.owner,
            source=source,
            state=standing.state(facts, self._now),
            good_at=good_at,
            budget=budget,
            problem=state.problem if state else "",
            failing_since=state.failing_since if state else None,
            next_run=state.next_run if state and not state.stopped else None,
            last_run=tally.last_run,
            last_at=tally.last_at,
            last_outcome=tally.last_outcome,
            last_fetched=tally.last_fetched,
            last_rejected=tally.last_rejected,
            today=self._today[row.feed],
            quarantined=tally.quarantined,
            findings=found,
            missing=tuple(row.missing),
            paused_by=row.paused_by if row.paused_at else "",
            paused_why=row.paused_why,
            revision=row.revision,
            reconciled=self._reconciled.get(row.feed),
            strip="".join(self._strips[row.feed]),
        )


def _findings_of(rows: list[DeclaredFeed]) -> dict[str, list[Finding]]:
    """By feed; a finding that names no feed is told of every feed of its source."""
    found: dict[str, list[Finding]] = defaultdict(list)
    for finding in observations.findings({row.source for row in rows}):
        for row in rows:
            if row.source == finding.source and (finding.feed in {row.feed, ""}):
                found[row.feed].append(finding)
    return found


def _good_at(row: DeclaredFeed, state: FeedState | None, tally: FeedTally) -> datetime | None:
    """Feeds run in real time, which is city time there."""
    return tally.last_at if row.kind in PLAYED else state.last_success_at if state else None


def _facts(
    row: DeclaredFeed,
    state: FeedState | None,
    tally: FeedTally,
    *,
    good_at: datetime | None,
    budget: int,
    findings: int,
) -> Facts:
    return Facts(
        kind=row.kind,
        enabled=row.enabled,
        runs=row.runs,
        lacks_secret=bool(row.missing),
        paused=row.paused_at is not None,
        good_at=good_at,
        budget=budget,
        ran=bool(tally.last_run),
        outcome=tally.last_outcome,
        rejected=tally.last_rejected,
        stopped=bool(state and state.stopped),
        failing=bool(state and state.problem),
        findings=findings,
    )
