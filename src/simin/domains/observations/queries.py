"""Read observations: what is kept on write, and pages of raw rows. Nothing here counts or scans."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any, cast

from django.db.models import QuerySet, Sum

from simin.domains.observations import journal
from simin.domains.observations.errors import UnknownDatastreamError, UnknownSourceError
from simin.domains.observations.models import (
    DailyRollup,
    Datastream,
    HourlyRollup,
    LatestObservation,
    Observation,
    ObservedProperty,
    Rollup,
    Source,
)
from simin.domains.observations.reading import (
    Latest,
    RawPage,
    RawRow,
    SourceState,
    Span,
    Stream,
    flags,
)
from simin.domains.observations.tally import Tally
from simin.domains.picture.card import Origin, Words

#: Most rows of one raw page.
PAGE = 1000


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
    return {row["id"]: _source(row) for row in chosen.values()}


def datastreams(family: str) -> list[Stream]:
    return datastreams_of([family])


def datastreams_of(families: Iterable[str]) -> list[Stream]:
    """Datastreams of ``families``, in order of slug."""
    rows = Datastream.objects.filter(family__in=list(families)).order_by("slug")
    return [Stream(*row) for row in rows.values_list(*_STREAM)]


def datastream(slug: str) -> Stream:
    """Raises ``UnknownDatastreamError``."""
    row = Datastream.objects.filter(slug=slug).values_list(*_STREAM).first()
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


def latest(slugs: Collection[str]) -> list[Latest]:
    """The newest observation of each datastream that has any, in order of slug."""
    return _latest(LatestObservation.objects.filter(datastream__slug__in=slugs))


def latest_of_family(family: str) -> list[Latest]:
    return latest_of([family])


def latest_of(families: Iterable[str]) -> list[Latest]:
    """The newest observation of each datastream of ``families`` that has any."""
    return _latest(LatestObservation.objects.filter(datastream__family__in=list(families)))


def hourly(slugs: Collection[str], since: datetime, until: datetime) -> list[Span]:
    """Hours that begin in ``since`` ≤ start < ``until``, oldest first."""
    return _spans(HourlyRollup.objects.filter(datastream__slug__in=slugs), since, until)


def hourly_of_family(family: str, since: datetime, until: datetime) -> list[Span]:
    return hourly_of([family], since, until)


def hourly_of(families: Iterable[str], since: datetime, until: datetime) -> list[Span]:
    rows = HourlyRollup.objects.filter(datastream__family__in=list(families))
    return _spans(rows, since, until)


def daily(slugs: Collection[str], since: datetime, until: datetime) -> list[Span]:
    """Days that begin in ``since`` ≤ start < ``until``, oldest first."""
    return _spans(DailyRollup.objects.filter(datastream__slug__in=slugs), since, until)


def daily_of_family(family: str, since: datetime, until: datetime) -> list[Span]:
    return daily_of([family], since, until)


def daily_of(families: Iterable[str], since: datetime, until: datetime) -> list[Span]:
    rows = DailyRollup.objects.filter(datastream__family__in=list(families))
    return _spans(rows, since, until)


def raw(slug: str, *, before: int | None = None, limit: int = 100) -> RawPage:
    """Rows of the journal, newest phenomenon time first, every version of an observation.

    ``before`` is the ``next`` of the page before. Raises ``UnknownDatastreamError``.
    """
    stream = Datastream.objects.filter(slug=slug).values_list("id", flat=True).first()
    if stream is None:
        raise UnknownDatastreamError(f"no datastream has the slug {slug!r}")
    size = max(1, min(limit, PAGE))
    rows = journal.page(stream, before=before, limit=size + 1)
    more = len(rows) > size
    return RawPage([_raw(row) for row in rows[:size]], rows[size - 1].position if more else None)


def kept() -> dict[str, int]:
    """How many observations each source ever brought: from running counts, one a datastream."""
    rows = LatestObservation.objects.values("datastream__source_id").annotate(sum=Sum("kept"))
    return {row["datastream__source_id"]: row["sum"] for row in rows}


_STREAM = ("slug", "family", "district", "property_id", "source_id", "unit", "period")
_LATEST = (
    "datastream__slug",
    "datastream__family",
    "datastream__district",
    "datastream__source_id",
    "phenomenon_time",
    "result_time",
    "received_at",
    "result",
    "quality",
    "recorded_at",
    "run",
    "kept",
)
_SPAN = (
    "datastream__slug",
    "datastream__family",
    "datastream__district",
    "start",
    "count",
    "total",
    "minimum",
    "maximum",
    "last",
    "last_at",
    "invalid",
)


def _source(row: Any) -> SourceState:
    return SourceState(**row | {"origin": Origin(row["origin"])})


def _latest(rows: QuerySet[LatestObservation]) -> list[Latest]:
    found = cast(Iterable[Any], rows.order_by("datastream__slug").values_list(*_LATEST))
    rows_read: list[list[Any]] = [[*row[:8], flags(row[8]), *row[9:]] for row in found]
    return [Latest(*row) for row in rows_read]


def _spans(rows: QuerySet[Rollup], since: datetime, until: datetime) -> list[Span]:
    chosen = rows.filter(start__gte=since, start__lt=until).order_by("start", "datastream__slug")
    found = cast(Iterable[Any], chosen.values_list(*_SPAN))
    rows_read: list[list[Any]] = [[*row[:4], Tally(*row[4:])] for row in found]
    return [Span(*row) for row in rows_read]


def _raw(row: Observation) -> RawRow:
    return RawRow(
        row.position,
        row.phenomenon_time,
        row.result_time,
        row.received_at,
        row.result,
        flags(row.quality),
        row.recorded_at,
        row.run,
    )
