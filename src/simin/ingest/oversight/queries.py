"""What the pages of one feed read: its runs, hours, answers and quarantine, a page at a time."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from simin.ingest.models import Quarantined, RawPayload, Run, SchemaVersion
from simin.ingest.oversight.hours import HOUR, hour_of
from simin.ingest.oversight.models import (
    Backfill,
    DeclaredFeed,
    FeedHour,
    FeedOrder,
    MappingRevision,
    QuarantineGroup,
)
from simin.kit.errors import NotFoundError, RejectedError
from simin.kit.paging import Page, seal, unseal

#: Rows of a page.
PAGE = 25
#: Hours that are drawn: two weeks.
DRAWN = 14 * 24
#: Of the newest quarantined records these many are searched.
SEARCHED = 2000
GROUPS = 50


class UnknownFeedError(NotFoundError):
    """No feed, recording or generator of this city has that name."""


@dataclass(frozen=True)
class Kept:
    """An answer as it came."""

    row: RawPayload
    body: bytes


def declared(feed: str) -> DeclaredFeed:
    """Raises ``UnknownFeedError``."""
    found = None if "\0" in feed else DeclaredFeed.objects.filter(feed=feed).first()
    if found is None:
        raise UnknownFeedError(feed)
    return found


def of_kind(kind: str) -> list[DeclaredFeed]:
    """The feeds of a kind of source, in the pack's order."""
    return list(DeclaredFeed.objects.filter(kind=kind).order_by("rank", "feed"))


def seconds_between_runs() -> dict[str, int]:
    """Of every feed that is asked by a schedule."""
    found = DeclaredFeed.objects.filter(way="asked").values_list("feed", "declared")
    told = {feed: (declared.get("schedule") or {}).get("every") for feed, declared in found}
    return {feed: int(every) for feed, every in told.items() if every}


def runs(feed: str, *, cursor: str = "", limit: int = PAGE) -> Page[Run]:
    """The newest first. Raises ``RejectedError`` for a cursor that is none of ours."""
    rows = Run.objects.filter(feed=feed).order_by("-started_at", "-id")
    if cursor:
        at, last = unseal(cursor, tuple[datetime, str])
        rows = rows.filter(Q(started_at__lt=at) | Q(started_at=at, id__lt=last))
    return _paged(list(rows[: limit + 1]), limit)


def _paged(rows: list[Run], limit: int) -> Page[Run]:
    if len(rows) <= limit:
        return Page(rows, None)
    last = rows[limit - 1]
    return Page(rows[:limit], seal((last.started_at, last.id)))


def schema_versions(feed: str, most: int) -> list[SchemaVersion]:
    """Shapes of the columns that the source sent, the newest first."""
    return list(SchemaVersion.objects.filter(feed=feed).order_by("-number")[:most])


def run(feed: str, run_id: str) -> Run:
    """Raises ``NotFoundError``."""
    found = None if "\0" in run_id else Run.objects.filter(feed=feed, id=run_id).first()
    if found is None:
        raise NotFoundError(run_id)
    return found


def feed_of_run(run_id: str) -> str | None:
    """The feed that a run was of."""
    return Run.objects.filter(id=run_id).exclude(feed="").values_list("feed", flat=True).first()


def hours(feed: str, now: datetime, count: int = DRAWN) -> list[FeedHour]:
    """The hours that had runs, the oldest first."""
    newest = hour_of(now)
    rows = FeedHour.objects.filter(feed=feed, hour__gt=newest - HOUR * count, hour__lte=newest)
    return list(rows.order_by("hour"))


def payloads(feed: str, run_id: str) -> list[RawPayload]:
    """A run's answers without their bodies, as they came; at most a page's worth."""
    rows = RawPayload.objects.filter(run=run_id, feed=feed).defer("body").order_by("id")
    return list(rows[:200])


def payload(feed: str, number: int) -> Kept:
    """Raises ``NotFoundError``, also for what was forgotten."""
    row = RawPayload.objects.select_related("shared").filter(feed=feed, id=number).first()
    if row is None:
        raise NotFoundError(str(number))
    return Kept(row, row.content())


def groups(feed: str) -> list[QuarantineGroup]:
    """Reasons with records that wait, the most first."""
    rows = QuarantineGroup.objects.filter(feed=feed, waiting__gt=0)
    return list(rows.order_by("-waiting", "reason")[:GROUPS])


def quarantine(
    feed: str,
    *,
    group: str = "",
    search: str = "",
    resolved: bool = False,
    before: int | None = None,
) -> Page[Quarantined]:
    """The newest first; a search looks through the newest ``SEARCHED``."""
    rows = Quarantined.objects.filter(feed=feed, resolved_at__isnull=not resolved)
    if group:
        rows = rows.filter(group=group)
    if before is not None:
        rows = rows.filter(id__lt=before)
    found = _searched(rows.order_by("-id"), search)
    more = len(found) > PAGE
    return Page(found[:PAGE], str(found[PAGE - 1].id) if more else None)


def _searched(rows: QuerySet[Quarantined], search: str) -> list[Quarantined]:
    if not search:
        return list(rows[: PAGE + 1])
    wanted, found = search.casefold(), []
    for row in rows[:SEARCHED].iterator(chunk_size=200):
        told = f"{row.where} {row.reason} {bytes(row.raw).decode(errors='replace')}"
        if wanted in told.casefold():
            found.append(row)
        if len(found) > PAGE:
            break
    return found


def quarantined(feed: str, number: int) -> Quarantined:
    """Raises ``NotFoundError``."""
    row = Quarantined.objects.filter(feed=feed, id=number).first()
    if row is None:
        raise NotFoundError(str(number))
    return row


def quarantined_by(feed: str, run_id: str, limit: int = PAGE) -> list[Quarantined]:
    """What a run brought that waits still."""
    rows = Quarantined.objects.filter(run=run_id, feed=feed, resolved_at=None)
    return list(rows.order_by("id")[:limit])


def orders(feed: str, limit: int = 8) -> list[FeedOrder]:
    """The newest first."""
    return list(FeedOrder.objects.filter(feed=feed).order_by("-id")[:limit])


def backfills(feed: str, limit: int = 8) -> list[Backfill]:
    """The newest first."""
    return list(Backfill.objects.filter(feed=feed).order_by("-id")[:limit])


def revisions(feed: str) -> list[MappingRevision]:
    """The newest first."""
    return list(MappingRevision.objects.filter(feed=feed).order_by("-number")[:50])


def revision(feed: str, number: int) -> MappingRevision:
    """Raises ``NotFoundError``."""
    found = MappingRevision.objects.filter(feed=feed, number=number).first()
    if found is None:
        raise NotFoundError(str(number))
    return found


def checked_number(field: str, said: str) -> int | None:
    """A number of a query string; None where there is none. Raises ``RejectedError``."""
    if not said:
        return None
    if not said.isdecimal() or len(said) > 18:
        raise RejectedError(field, "is no number")
    return int(said)
