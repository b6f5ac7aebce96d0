"""Hands the records of a payload to whoever keeps them, and says what became of each.

Observations go to their journal, notices to the news, alerts of CAP to the warnings, and incidents
to the room; all else stands by its natural key, and alerts do too.
The same record again changes nothing, whichever way it goes.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from typing import Any

from simin.domains.news import queries as published
from simin.domains.news import services as news
from simin.domains.observations import services as observations
from simin.domains.picture.card import Origin
from simin.domains.warnings import services as warnings
from simin.ingest.feeds import Feed, Record, Rejected
from simin.ingest.runner import standing
from simin.ingest.runner.happening import Call, happens
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
    #: The run may bring further pages: data sets are read once it was closed.
    goes_on: bool = False


def keep(records: Sequence[Record], arriving: Arriving) -> Kept:
    """Keep ``records``; runs inside its caller's transaction."""
    total = Kept()
    fit = list(_fit(records, total))
    for kinds, keeper in _KEEPERS:
        chosen = [record for record in fit if record.kind in kinds]
        if chosen:
            _add(total, keeper(chosen, arriving))
    return total


def _fit(records: Sequence[Record], total: Kept) -> Iterator[Record]:
    """What a database takes: one zero byte would cost a whole page on PostgreSQL."""
    for record in records:
        field = _zero_byte_in(record)
        if field is None:
            yield record
        else:
            total.rejected.append(refused(record, RejectedError(field, "holds a zero byte")))


def _zero_byte_in(record: Record) -> str | None:
    if "\0" in record.key:
        return "key"
    texts = ((name, value) for name, value in record.values.items() if isinstance(value, str))
    return next((name for name, value in texts if "\0" in value), None)


def _add(total: Kept, kept: Kept) -> None:
    total.stored += kept.stored
    total.repeated += kept.repeated
    total.corrected += kept.corrected
    total.observed += kept.observed
    total.changes += kept.changes
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
    return Kept(
        stored=recorded.accepted + recorded.corrected,
        repeated=recorded.repeated + recorded.dropped,
        corrected=recorded.corrected,
        observed=len(records) - len(rejected),
        rejected=rejected,
    )


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


def _warn(records: Sequence[Record], arriving: Arriving) -> Kept:
    """Kept by its natural key like any other; one of CAP is shown as a warning while in force."""
    taken, rejected = _each(records, lambda record: _receive(record, arriving))
    kept = _stand([record for record, _ in taken], arriving) if taken else Kept()
    kept.rejected += rejected
    return kept


def _receive(record: Record, arriving: Arriving) -> bool:
    """Alerts of other standards (a bus line's detour) warn nobody, and only stand."""
    if "msg_type" not in record.values:
        return False
    alert = warnings.Received(
        source=arriving.feed.source,
        key=record.key,
        values=record.values,
        sent_at=record.at or arriving.received_at,
        origin=arriving.city.origins[arriving.feed.source],
    )
    return warnings.receive(alert, received_at=arriving.received_at)


def _happen(records: Sequence[Record], arriving: Arriving) -> Kept:
    """Incidents; the same again changes nothing."""
    origin = arriving.city.origins[arriving.feed.source]
    feed, at = arriving.feed, arriving.received_at
    taken, rejected = _each(records, lambda record: happens(Call(feed, record, origin, at)))
    new = sum(changed for _, changed in taken)
    return Kept(stored=new, repeated=len(taken) - new, rejected=rejected)


_KEEPERS: tuple[tuple[set[str], Callable[[Sequence[Record], Arriving], Kept]], ...] = (
    ({"observation"}, _observe),
    ({"notice"}, _announce),
    ({"alert"}, _warn),
    ({"incident"}, _happen),
    ({"row", "place", "request"}, _stand),
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
        starts_on=_day(values, "starts_on", city.zone),
        ends_on=_day(values, "ends_on", city.zone),
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


def _day(values: Mapping[str, Any], name: str, zone: tzinfo) -> date | None:
    value = values.get(name)
    if isinstance(value, datetime):
        return value.astimezone(zone if value.tzinfo else UTC).date()
    if isinstance(value, date) or value is None:
        return value
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError as error:
        raise RejectedError(name, f"{value!r} is not a date") from error
