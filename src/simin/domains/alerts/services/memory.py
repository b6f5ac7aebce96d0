"""What judging remembers between two arrivals, in the database: a killed engine goes on from it."""

import math
from collections.abc import Collection, Iterable
from typing import Any

import msgspec

from simin.domains.alerts.measured import Measured
from simin.domains.alerts.models import Lane, Measurement, SeriesSeen
from simin.domains.alerts.seen import NEVER, Seen
from simin.domains.alerts.series import Series
from simin.domains.alerts.watch import Remembered
from simin.kit import many_rows

_CHANGING = ("open", "since", "pending", "last")
#: Rows written at once.
_BATCH = 500


def lanes_of(rules: Collection[str]) -> list[Lane]:
    """All that stand under ``rules``."""
    return list(Lane.objects.filter(rule__in=list(rules)))


def measured_of(rules: Collection[str]) -> list[Measured]:
    """What their conditions on data sets last came to."""
    rows = Measurement.objects.filter(rule__in=list(rules)).order_by("id")
    return [msgspec.convert(told, Measured) for told in rows.values_list("told", flat=True)]


def keep_measured(measured: Iterable[Measured]) -> None:
    """The newest only."""
    rows = [
        Measurement(rule_id=one.rule, number=one.number, told=msgspec.to_builtins(one))
        for one in measured
    ]
    Measurement.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["rule", "number"],
        update_fields=["told"],
    )


def forget(rule: str) -> None:
    """All that is remembered under a rule: it is another one now, or judges no more."""
    Lane.objects.filter(rule=rule).delete()
    Measurement.objects.filter(rule=rule).delete()


def series_in(lanes: Iterable[Lane]) -> list[Series]:
    known = {one.series: one for one in lanes}
    return [Series(one.series, one.family, one.district, one.period) for one in known.values()]


def remembered(lanes: Iterable[Lane]) -> list[Remembered]:
    return [
        Remembered(
            one.rule_id,
            one.condition,
            one.series,
            one.open,
            _or_never(one.since),
            _or_never(one.pending),
            _or_never(one.last),
        )
        for one in lanes
    ]


def keep(before: Iterable[Lane], now: Iterable[Remembered], series: Iterable[Series]) -> None:
    """Write what differs: most lanes rest, and those have no row."""
    known = {(one.rule_id, one.condition, one.series): one for one in before}
    by_slug = {one.slug: one for one in series}
    wanted = {(one.rule, one.condition, one.series): one for one in now}
    gone = [row.pk for key, row in known.items() if key not in wanted]
    for start in range(0, len(gone), _BATCH):
        Lane.objects.filter(pk__in=gone[start : start + _BATCH]).delete()
    changed = (
        _row(one, by_slug[one.series])
        for key, one in wanted.items()
        if key not in known or _differs(known[key], one)
    )
    many_rows.upsert(
        Lane,
        changed,
        fields=("rule", "condition", "series", "family", "district", "period", *_CHANGING),
        unique=("rule", "condition", "series"),
        changing=_CHANGING,
    )


def _differs(row: Lane, one: Remembered) -> bool:
    kept = (row.open, _or_never(row.since), _or_never(row.pending), _or_never(row.last))
    return kept != (one.open, one.since, one.pending, one.last)


def _row(one: Remembered, series: Series) -> tuple[Any, ...]:
    """As ``keep`` names the fields."""
    return (
        one.rule,
        one.condition,
        series.slug,
        series.family,
        series.district,
        series.period,
        one.open,
        _or_none(one.since),
        _or_none(one.pending),
        _or_none(one.last),
    )


def seen_before(slugs: Collection[str]) -> list[SeriesSeen]:
    return list(SeriesSeen.objects.filter(series__in=list(slugs)))


def put(seen: Seen, row: int, known: SeriesSeen) -> None:
    """Go on from what was seen."""
    seen.value[row], seen.at[row] = known.value, known.at
    if known.previous is not None:
        seen.previous[row] = known.previous
    seen.previous_at[row] = _or_never(known.previous_at)
    seen.changed_at[row] = known.changed_at


def keep_seen(seen: Seen, rows: Iterable[tuple[int, str]]) -> None:
    """Of what was judged: not of a series that was only heard of, nor of one only told."""
    made = [
        SeriesSeen(
            series=slug,
            value=float(seen.value[row]),
            at=int(seen.at[row]),
            previous=None if seen.previous_at[row] == NEVER else float(seen.previous[row]),
            previous_at=_or_none(int(seen.previous_at[row])),
            changed_at=int(seen.changed_at[row]),
        )
        for row, slug in rows
        if seen.changed_at[row] != NEVER and not math.isnan(seen.value[row])
    ]
    SeriesSeen.objects.bulk_create(
        made,
        batch_size=_BATCH,
        update_conflicts=True,
        unique_fields=["series"],
        update_fields=["value", "at", "previous", "previous_at", "changed_at"],
    )


def _or_never(at: int | None) -> int:
    return NEVER if at is None else at


def _or_none(at: int) -> int | None:
    return None if at == NEVER else at
