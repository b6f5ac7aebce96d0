"""From rows of the tables to what queries answer with."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, cast

from django.db.models import QuerySet

from simin.domains.observations.finding import Finding, Severity
from simin.domains.observations.models import Finding as StoredFinding
from simin.domains.observations.models import LatestObservation, Rollup
from simin.domains.observations.reading import Latest, RawRow, SourceState, Span, flags
from simin.domains.observations.tally import Tally
from simin.domains.picture.card import Origin

RAW = (
    "position",
    "phenomenon_time",
    "result_time",
    "received_at",
    "result",
    "quality",
    "recorded_at",
    "run",
)
FAMILY = ("family", "start", "count", "total", "minimum", "maximum", "invalid")
STREAM = ("slug", "family", "district", "property_id", "source_id", "unit", "period")
LATEST = (
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
SPAN = (
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


def source_state(row: Any) -> SourceState:
    return SourceState(**row | {"origin": Origin(row["origin"])})


def latest_read(rows: QuerySet[LatestObservation]) -> list[Latest]:
    there = rows.filter(deleted=False).order_by("datastream__slug")
    found = cast(Iterable[Any], there.values_list(*LATEST))
    rows_read: list[list[Any]] = [[*row[:8], flags(row[8]), *row[9:]] for row in found]
    return [Latest(*row) for row in rows_read]


def spans_read(rows: QuerySet[Rollup], since: datetime, until: datetime) -> list[Span]:
    chosen = rows.filter(start__gte=since, start__lt=until).order_by("start", "datastream__slug")
    found = cast(Iterable[Any], chosen.values_list(*SPAN))
    rows_read: list[list[Any]] = [[*row[:4], Tally(*row[4:])] for row in found]
    return [Span(*row) for row in rows_read]


def raw_row(row: tuple[Any, ...]) -> RawRow:
    position, observed, resulted, received, result, quality, recorded, run = row
    return RawRow(position, observed, resulted, received, result, flags(quality), recorded, run)


def finding_read(row: StoredFinding) -> Finding:
    return Finding(
        id=row.id,
        source=row.source,
        feed=row.feed,
        detector=row.detector,
        subject=row.subject,
        family=row.family,
        severity=Severity(row.severity),
        evidence=row.evidence,
        run=row.run,
        since=row.since,
        last_at=row.last_at,
        ended_at=row.ended_at,
    )
