"""What the page of one source shows; each part is read when the template asks for it."""

from dataclasses import dataclass
from functools import cached_property

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from simin.domains.identity import queries as identity
from simin.ingest.feeds import Feed
from simin.ingest.models import Run
from simin.ingest.oversight import backfills, board, queries
from simin.ingest.oversight.declared import in_effect
from simin.ingest.oversight.models import (
    Backfill,
    DeclaredFeed,
    FeedHour,
    FeedOrder,
    QuarantineGroup,
)
from simin.ingest.oversight.orders import RUNNING, WAITING
from simin.kit.paging import Page
from simin.web.desk import drawings
from simin.web.desk.drawings import HourLine
from simin.web.desk.layers import Flow, flow
from simin.web.desk.reasons import sentence
from simin.web.desk.schemas import SchemaChange, schema_history
from simin.web.desk.tile import Tile
from simin.web.desk.vocabulary import INTO, ORDERS, OUTCOMES, PROGRESS
from simin.web.presentation.findings import FindingLine, finding_lines
from simin.web.presentation.numbers import figure, in_words
from simin.web.presentation.spans import rounded
from simin.web.presentation.times import CityTime


@dataclass(frozen=True)
class RunLine:
    """A run as a line of a table."""

    run: Run
    time: CityTime

    @property
    def at(self) -> str:
        return self.time.clock(self.run.started_at)

    @property
    def outcome(self) -> str:
        return str(OUTCOMES.get(self.run.outcome, self.run.outcome))

    @property
    def good(self) -> bool:
        return self.run.outcome in {"complete", "unchanged", "running", ""}

    @property
    def lasted(self) -> str:
        seconds = (self.run.last_at - self.run.started_at).total_seconds()
        return rounded(seconds)

    @property
    def problem(self) -> str:
        return sentence(self.run.problem)

    @property
    def noticed(self) -> list[tuple[str, str]]:
        return list(self.run.noticed.items())


@dataclass(frozen=True)
class OrderLine:
    """Something that was asked for, and how it went."""

    order: FeedOrder
    time: CityTime

    @property
    def act(self) -> str:
        return str(ORDERS[self.order.act])

    @property
    def state(self) -> str:
        return str(PROGRESS[self.order.state])

    @property
    def at(self) -> str:
        return f"{self.time.local(self.order.asked_at):%m-%d %H:%M}"

    @property
    def open(self) -> bool:
        return self.order.state in {WAITING, RUNNING}

    @property
    def outcome(self) -> str:
        return str(OUTCOMES.get(self.order.result.get("outcome", ""), ""))

    @property
    def problem(self) -> str:
        return sentence(self.order.result.get("problem", ""))

    @property
    def resolved(self) -> str:
        return str(self.order.result.get("noticed", {}).get("resolved", ""))


@dataclass(frozen=True)
class FillLine:
    """A back-fill and how far it came."""

    row: Backfill
    time: CityTime

    @property
    def share(self) -> int:
        return backfills.share(self.row)

    @property
    def state(self) -> str:
        return str(PROGRESS[self.row.state])

    @property
    def open(self) -> bool:
        return self.row.state in backfills.OPEN

    @property
    def period(self) -> str:
        start, end = self.time.local(self.row.start), self.time.local(self.row.end)
        return f"{start:%Y-%m-%d %H:%M} – {end:%Y-%m-%d %H:%M}"

    @property
    def done(self) -> str:
        return f"{self.time.local(self.row.done_until):%Y-%m-%d %H:%M}"

    @property
    def problem(self) -> str:
        return sentence(self.row.problem)


class SourcePage:
    """One feed, recording or generator."""

    def __init__(self, row: DeclaredFeed, time: CityTime) -> None:
        self.row = row
        self.time = time
        self.id = row.feed

    @property
    def asked(self) -> bool:
        """Whether we ask; others send of their own accord."""
        return self.row.way == "asked"

    @cached_property
    def tile(self) -> Tile:
        standing = board.one(self.id, self.time.now, self.time.zone)
        assert standing is not None
        return Tile(standing, self.time)

    @cached_property
    def feed(self) -> Feed | None:
        """None for what is played."""
        return in_effect(self.row)

    @property
    def next_run(self) -> str:
        at = self.tile.standing.next_run
        return f"{self.time.clock(at)}:{at:%S}" if at else ""

    @property
    def failed_deletion(self) -> bool:
        """Whether the last run stopped because too much would vanish."""
        return "would vanish" in self.tile.standing.problem

    @cached_property
    def facts(self) -> list[tuple[str, str]]:
        names = {one.id: in_words(one.name) for one in identity.departments()}
        source = self.tile.standing.source
        rows = [
            (_("Kind"), self.row.kind),
            (_("Source"), f"{in_words(source.name)} ({source.id})" if source else self.row.source),
            *(_asked(self.feed) if self.feed else []),
            (_("Late after"), rounded(self.tile.standing.budget)),
            (_("Licence"), str(self.row.declared.get("licence", ""))),
            (_("Attribution"), in_words(source.attribution) if source else ""),
            (_("Owner"), names.get(self.row.owner, self.row.owner)),
        ]
        return [(name, text) for name, text in rows if text]

    @cached_property
    def _hours(self) -> list[FeedHour]:
        return queries.hours(self.id, self.time.now)

    @property
    def throughput(self) -> SafeString:
        return drawings.throughput(self._hours, self.time)

    @property
    def calendar(self) -> SafeString:
        return drawings.calendar(self._hours, self.time)

    @property
    def hours(self) -> list[HourLine]:
        return drawings.table(self._hours, self.time)

    def runs(self, cursor: str = "", limit: int = 8) -> Page[RunLine]:
        page = queries.runs(self.id, cursor=cursor, limit=limit)
        return Page([RunLine(run, self.time) for run in page.rows], page.cursor)

    @property
    def newest_runs(self) -> Page[RunLine]:
        return self.runs()

    @property
    def findings(self) -> tuple[FindingLine, ...]:
        return finding_lines(self.tile.standing.findings, self.time)

    @cached_property
    def flow(self) -> Flow | None:
        return flow(self.id, self.row.source, self.time)

    @property
    def schema(self) -> list[SchemaChange]:
        return schema_history(self.id, self.time)

    @cached_property
    def groups(self) -> list[QuarantineGroup]:
        return queries.groups(self.id)

    @cached_property
    def orders(self) -> list[OrderLine]:
        return [OrderLine(order, self.time) for order in queries.orders(self.id)]

    @cached_property
    def backfills(self) -> list[FillLine]:
        return [FillLine(row, self.time) for row in queries.backfills(self.id)]

    @property
    def busy(self) -> bool:
        """Whether something that was asked for is not over yet."""
        return any(one.open for one in self.orders) or any(one.open for one in self.backfills)


def _asked(feed: Feed) -> list[tuple[str, str]]:
    schedule = feed.schedule
    calls = schedule.calls_a_day
    return [
        (_("Address"), feed.address),
        (_("Secrets"), ", ".join(feed.secrets)),
        (_("Asked every"), rounded(schedule.every)),
        (_("Calls a day"), figure(calls) if calls else _("without a limit")),
        (_("Stands for"), rounded(feed.period) if feed.period else ""),
        (_("Becomes"), str(INTO[feed.mapping.into])),
        (_("Each run brings everything"), _("yes") if feed.whole else ""),
    ]
