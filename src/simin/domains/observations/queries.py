"""Read observations: what is kept on write, and pages of raw rows. Nothing here counts or scans."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

import msgspec
from django.db.models import Count, Min, Sum

from simin.domains.observations import (
    family_lines,
    journal,
    run_rows,
    searching,
    streams,
    succession,
)
from simin.domains.observations.answers import (
    FAMILY,
    RAW,
    STREAM,
    finding_read,
    latest_read,
    raw_row,
    source_state,
    spans_read,
)
from simin.domains.observations.columns import micros_or_none, plain_rows
from simin.domains.observations.definition import Limits
from simin.domains.observations.errors import UnknownDatastreamError, UnknownSourceError
from simin.domains.observations.finding import Finding
from simin.domains.observations.models import (
    DailyRollup,
    Datastream,
    FamilyHour,
    HourlyRollup,
    LatestObservation,
    ObservedProperty,
    Source,
)
from simin.domains.observations.models import Finding as StoredFinding
from simin.domains.observations.reading import (
    Alike,
    FamilySpan,
    FamilyTold,
    Found,
    Latest,
    RawPage,
    SearchPage,
    SourceState,
    Span,
    Stream,
)
from simin.domains.observations.searching import Wanted
from simin.domains.picture.card import Words

#: Most rows of one raw page.
PAGE = 1000

arrivals, families_by_run = run_rows.arrivals, run_rows.families_by_run
of_runs, rows_of_run = run_rows.of_runs, run_rows.rows_of_run
finer, lines_of_families = streams.finer, family_lines.lines
in_succession, goes_on_after = succession.in_succession, succession.goes_on_after


def source(source_id: str) -> SourceState:
    """Raises ``UnknownSourceError``."""
    found = sources([source_id])
    if not found:
        raise UnknownSourceError(f"no source has the id {source_id!r}")
    return found[source_id]


def sources(ids: Collection[str] | None = None) -> dict[str, SourceState]:
    """By id; all where ``ids`` is None."""
    rows = Source.objects.order_by("id")
    chosen = rows if ids is None else rows.filter(id__in=ids)
    return {row["id"]: source_state(row) for row in chosen.values()}


def datastreams(family: str) -> list[Stream]:
    return datastreams_of([family])


def datastreams_of(families: Iterable[str]) -> list[Stream]:
    """Datastreams of ``families``, in order of slug."""
    rows = Datastream.objects.filter(family__in=list(families)).order_by("slug")
    return [Stream(*row) for row in rows.values_list(*STREAM)]


def datastreams_named(slugs: Collection[str]) -> list[Stream]:
    """Those of ``slugs`` that there are, in order of slug."""
    rows = Datastream.objects.filter(slug__in=list(slugs)).order_by("slug")
    return [Stream(*row) for row in rows.values_list(*STREAM)]


def families() -> list[FamilyTold]:
    """All that there are, in order of name; of one that mixes properties or units, one of them."""
    rows = Datastream.objects.order_by("family").values("family")
    told = rows.annotate(of=Min("property"), measured=Min("unit"))
    return [FamilyTold(*row) for row in told.values_list("family", "of", "measured")]


def alike(source: str, families: Collection[str]) -> list[Alike]:
    """What the datastreams of ``families`` say of themselves: a row for all that say the same."""
    said = ("source_id", "family", "unit", "period", "district")
    rows = Datastream.objects.filter(source=source, family__in=list(families)).values(*said)
    told = rows.annotate(first=Min("slug"), streams=Count("id")).order_by("family", "first")
    return [Alike(*row) for row in told.values_list(*said, "first", "streams")]


def datastream(slug: str) -> Stream:
    """Raises ``UnknownDatastreamError``."""
    row = Datastream.objects.filter(slug=slug).values_list(*STREAM).first()
    if row is None:
        raise UnknownDatastreamError(f"no datastream has the slug {slug!r}")
    return Stream(*row)


def units(slugs: Collection[str]) -> dict[str, str]:
    """The unit of each of the datastreams that there are."""
    return dict(Datastream.objects.filter(slug__in=slugs).values_list("slug", "unit"))


def property_names(ids: Collection[str]) -> dict[str, Words]:
    """What each observed property is called."""
    rows = ObservedProperty.objects.filter(id__in=ids)
    return dict(rows.values_list("id", "name"))


def thing_names(slugs: Collection[str]) -> dict[str, Words]:
    """What the thing of each of the datastreams is called."""
    return dict(Datastream.objects.filter(slug__in=slugs).values_list("slug", "thing__name"))


def limits(ids: Collection[str] | None = None) -> dict[str, Limits]:
    """What the city holds to be possible, of each observed property; all where ``ids`` is None."""
    rows = ObservedProperty.objects.all()
    chosen = rows if ids is None else rows.filter(id__in=list(ids))
    return {
        name: msgspec.convert(told, Limits) for name, told in chosen.values_list("id", "limits")
    }


def latest(slugs: Collection[str]) -> list[Latest]:
    """The newest observation of each datastream that has any, in order of slug."""
    return latest_read(LatestObservation.objects.filter(datastream__slug__in=slugs))


def latest_of_family(family: str, at: Collection[datetime] | None = None) -> list[Latest]:
    """``at``: only those that are of one of these moments."""
    rows = LatestObservation.objects.filter(datastream__family=family)
    return latest_read(rows if at is None else rows.filter(phenomenon_time__in=list(at)))


def latest_of(families: Iterable[str]) -> list[Latest]:
    """The newest observation of each datastream of ``families`` that has any."""
    return latest_read(LatestObservation.objects.filter(datastream__family__in=list(families)))


def hourly(slugs: Collection[str], since: datetime, until: datetime) -> list[Span]:
    """Hours that begin in ``since`` ≤ start < ``until``, oldest first."""
    return spans_read(HourlyRollup.objects.filter(datastream__slug__in=slugs), since, until)


def hourly_of(families: Iterable[str], since: datetime, until: datetime) -> list[Span]:
    rows = HourlyRollup.objects.filter(datastream__family__in=list(families))
    return spans_read(rows, since, until)


def daily(slugs: Collection[str], since: datetime, until: datetime) -> list[Span]:
    """Days that begin in ``since`` ≤ start < ``until``, oldest first."""
    return spans_read(DailyRollup.objects.filter(datastream__slug__in=slugs), since, until)


def daily_of(families: Iterable[str], since: datetime, until: datetime) -> list[Span]:
    rows = DailyRollup.objects.filter(datastream__family__in=list(families))
    return spans_read(rows, since, until)


def raw(slug: str, *, before: int | None = None, limit: int = 100) -> RawPage:
    """Rows of the journal, newest phenomenon time first, every version of an observation.

    ``before`` is the ``next`` of the page before. Raises ``UnknownDatastreamError``.
    """
    fields = ("id", "latest__sealed_until")
    stream = Datastream.objects.filter(slug=slug).values_list(*fields).first()
    if stream is None:
        raise UnknownDatastreamError(f"no datastream has the slug {slug!r}")
    size = max(1, min(limit, PAGE))
    sealed = micros_or_none(stream[1])
    found = journal.page(stream[0], before=before, limit=size + 1, sealed_until=sealed)
    rows = [raw_row(row) for row in plain_rows(found, RAW)]
    return RawPage(rows[:size], rows[size - 1].position if len(rows) > size else None)


def search(
    where: str = "TRUE",
    parameters: Sequence[object] = (),
    *,
    order: str = "observation",
    limit: int = 100,
    offset: int = 0,
    count: bool = False,
) -> SearchPage:
    """Observations that count and meet ``where``, ``limit`` of them from ``offset`` on.

    ``where`` and ``order`` are SQL over the columns of ``Found``, put together by the program;
    whatever someone sent stands in ``parameters``, one for each ``?``. With ``count`` also how many
    there are in all. What was appended and is not folded yet is not found.
    """
    wanted = Wanted(where, parameters, order, limit, offset)
    columns = searching.rows(wanted) if limit else None
    found = plain_rows(columns, searching.FOUND) if columns is not None else []
    return SearchPage([Found(*row) for row in found], searching.count(wanted) if count else None)


def totals(slugs: Collection[str], since: datetime, until: datetime) -> dict[str, float]:
    """Sum of the valid values of the hours that begin in ``since`` ≤ start < ``until``."""
    rows = HourlyRollup.objects.filter(
        datastream__slug__in=slugs, start__gte=since, start__lt=until
    )
    summed = rows.values("datastream__slug").annotate(sum=Sum("total"))
    return dict(summed.values_list("datastream__slug", "sum"))


def hours_of_family(family: str, since: datetime, until: datetime) -> list[FamilySpan]:
    """Hours of all datastreams of ``family`` together, that begin in ``since`` ≤ start < ``until``.

    One row an hour, however many datastreams there are.
    """
    return hours_of_families([family], since, until)


def hours_of_families(
    families: Collection[str], since: datetime, until: datetime
) -> list[FamilySpan]:
    """The same of several families, by hour."""
    rows = FamilyHour.objects.filter(family__in=list(families), start__gte=since, start__lt=until)
    found: Iterable[Any] = rows.order_by("start", "family").values_list(*FAMILY)
    return [FamilySpan(*row) for row in found]


def kept() -> dict[str, int]:
    """How many observations each source ever brought: from running counts, one a datastream."""
    rows = LatestObservation.objects.values("datastream__source_id").annotate(sum=Sum("kept"))
    return {row["datastream__source_id"]: row["sum"] for row in rows}


def findings(sources: Collection[str] | None = None) -> list[Finding]:
    """Findings that stand against ``sources`` (None: any), the heaviest and oldest first."""
    rows = StoredFinding.objects.filter(ended_at=None)
    found = rows if sources is None else rows.filter(source__in=list(sources))
    return sorted(
        map(finding_read, found), key=lambda one: (-one.severity.weight, one.since, one.id)
    )


def past_findings(source_id: str, *, limit: int = 100) -> list[Finding]:
    """Findings about a source that stand no more, the last that ended first."""
    rows = StoredFinding.objects.filter(source=source_id, ended_at__isnull=False)
    return list(map(finding_read, rows.order_by("-ended_at", "-id")[:limit]))
