"""Hands the records of a payload to whoever keeps them, and says what became of each.

Observations go to their journal and notices to the news; everything else stands by its natural key.
The same record again changes nothing, whichever way it goes.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from typing import Any

from simin.domains.news import queries as published
from simin.domains.news import services as news
from simin.domains.observations import services as observations
from simin.domains.picture.card import Origin
from simin.ingest.feeds import Feed, Record, Rejected
from simin.ingest.runner import standing
from simin.ingest.runner.measured import in_units_kept
from simin.ingest.runner.outcome import Kept
from simin.kit.errors import RejectedError


@dataclass(frozen=True)
class City:
    """What keeping needs to know of the city."""

    zone: tzinfo
    #: Language of texts that come in one language only.
    language: str
    #: Source to how its records came to be.
    origins: Mapping[str, Origin]


@dataclass(frozen=True)
class Arriving:
    """The run that brings records, and when (city time)."""

    feed: Feed
    run: str
    received_at: datetime
    city: City


def keep(records: Sequence[Record], arriving: Arriving) -> Kept:
    """Keep ``records``; runs inside its caller's transaction."""
    total = Kept()
    for kinds, keeper in _KEEPERS:
        chosen = [record for record in records if record.kind in kinds]
        if chosen:
            _add(total, keeper(chosen, arriving))
    return total


def _add(total: Kept, kept: Kept) -> None:
    total.stored += kept.stored
    total.repeated += kept.repeated
    total.rejected += kept.rejected


def _observe(records: Sequence[Record], arriving: Arriving) -> Kept:
    measured = in_units_kept(records)
    read, rejected = _each(records, lambda record: _observation(measured(record)))
    recorded = observations.record(
        [new for _, new in read],
        run=arriving.run,
        received_at=arriving.received_at,
        zone=arriving.city.zone,
    )
    rejected += [refused(read[index][0], error) for index, error in recorded.rejected]
    return Kept(recorded.accepted + recorded.corrected, recorded.repeated, rejected)


def _announce(records: Sequence[Record], arriving: Arriving) -> Kept:
    kept = Kept()
    keys = [record.key for record in records]
    known = published.known(source=arriving.feed.source, external_ids=keys)
    for record in records:
        try:
            news.publish(_announcement(record, arriving), received_at=arriving.received_at)
        except RejectedError as error:
            kept.rejected.append(refused(record, error))
            continue
        kept.repeated += record.key in known
        kept.stored += record.key not in known
        known.add(record.key)
    return kept


def _stand(records: Sequence[Record], arriving: Arriving) -> Kept:
    return standing.keep(arriving.feed.id, records, run=arriving.run)


_KEEPERS: tuple[tuple[set[str], Callable[[Sequence[Record], Arriving], Kept]], ...] = (
    ({"observation"}, _observe),
    ({"notice"}, _announce),
    ({"row", "place", "alert", "request"}, _stand),
)


def _each[T](
    records: Sequence[Record], read: Callable[[Record], T]
) -> tuple[list[tuple[Record, T]], list[Rejected]]:
    taken: list[tuple[Record, T]] = []
    rejected: list[Rejected] = []
    for record in records:
        try:
            taken.append((record, read(record)))
        except RejectedError as error:
            rejected.append(refused(record, error))
    return taken, rejected


def refused(record: Record, error: RejectedError) -> Rejected:
    """A record that was read but is not taken."""
    return Rejected(where=record.where or record.key, reason=str(error), raw=repr(record.values))


def _observation(record: Record) -> observations.NewObservation:
    values = record.values
    if record.at is None:
        raise RejectedError("at", "an observation needs its phenomenon time")
    result = values.get("result")
    if result is not None and (isinstance(result, bool) or not isinstance(result, int | float)):
        raise RejectedError("result", f"{result!r} is not a number")
    return observations.NewObservation(
        datastream=str(values.get("datastream", "")),
        phenomenon_time=record.at,
        result=result,
        result_time=values.get("result_time"),
        quality=tuple(values.get("quality") or ()),
    )


def _announcement(record: Record, arriving: Arriving) -> news.Announcement:
    values, city = record.values, arriving.city
    return news.Announcement(
        source=arriving.feed.source,
        external_id=record.key,
        title=_text(values, "title", city.language) or {},
        summary=_text(values, "summary", city.language),
        category=_text(values, "category", city.language),
        published_at=record.at or arriving.received_at,
        ends_on=_day(values.get("ends_on"), city.zone),
        district=str(values.get("district") or ""),
        link=str(values.get("link") or ""),
        origin=city.origins[arriving.feed.source],
    )


def _text(values: Mapping[str, Any], name: str, language: str) -> dict[str, str] | None:
    """``title``, or ``title_ko`` and ``title_en``."""
    said = dict(_said(values, name, language))
    return said or None


def _said(values: Mapping[str, Any], name: str, language: str) -> Iterable[tuple[str, str]]:
    for key, value in values.items():
        if value and key == name:
            yield language, str(value)
        elif value and key.startswith(f"{name}_"):
            yield key.removeprefix(f"{name}_"), str(value)


def _day(value: Any, zone: tzinfo) -> date | None:
    if isinstance(value, datetime):
        return value.astimezone(zone if value.tzinfo else UTC).date()
    if isinstance(value, date) or value is None:
        return value
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError as error:
        raise RejectedError("ends_on", f"{value!r} is not a date") from error
