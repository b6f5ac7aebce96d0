"""Hands rows and places that changed over to the data sets of their feed, in the run's transaction.

A feed that no data set of the pack names has one of its own, made from its mapping. What stands,
and whether so much may vanish, was decided before: nothing here refuses a run.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

import structlog

from simin.domains.catalogue import queries, services
from simin.domains.catalogue.definition import NewDataset
from simin.domains.catalogue.schema import Column, Schema
from simin.domains.observations import queries as observations
from simin.domains.observations.errors import UnknownSourceError
from simin.domains.places import queries as places
from simin.ingest.feeds import Feed, Record, Rejected
from simin.ingest.models import StandingRecord
from simin.ingest.runner.keeping import Arriving
from simin.kit.errors import RejectedError

log = structlog.get_logger()

#: What a mapping makes that is a row of a table.
TABULAR = {"row", "place", "request"}
_QUALITY, _AT = "quality", "at"


def hand_over(
    arriving: Arriving, changed: Sequence[Record], gone: Collection[str]
) -> list[Rejected]:
    """Keep what changed in every data set of the feed; the rows that do not fit one."""
    if arriving.feed.mapping.into not in TABULAR:
        return []
    return [
        Rejected(where=key, reason=f"{dataset.id}: {reason}", raw=key)
        for dataset in _datasets(arriving)
        for key, reason in _bring(dataset, arriving, changed, gone)
    ]


def _bring(
    dataset: queries.Dataset, arriving: Arriving, changed: Sequence[Record], gone: Collection[str]
) -> list[tuple[str, str]]:
    if queries.is_current(dataset):
        changes = [(each.key, _row(each.values, each.at, each.kind)) for each in changed]
        kept = services.keep(
            dataset.id,
            [*changes, *((key, None) for key in sorted(gone))],
            run=arriving.run,
            at=arriving.received_at,
            more=arriving.goes_on,
        )
        return kept.refused
    kept = services.replace(
        dataset.id,
        _standing(arriving.feed),
        run=arriving.run,
        at=arriving.received_at,
        more=arriving.goes_on,
    )
    return kept.refused


def _standing(feed: Feed) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Everything that stands: for a data set that is new or has another schema than before."""
    rows = StandingRecord.objects.filter(feed=feed.id, gone_at=None, kind__in=TABULAR)
    for row in rows.order_by("id").iterator(chunk_size=2000):
        yield row.key, _row(row.values, row.at, row.kind)


def standing_count(feed: Feed) -> int:
    """How many rows and places of ``feed`` stand."""
    return StandingRecord.objects.filter(feed=feed.id, gone_at=None, kind__in=TABULAR).count()


def unfit_count(feed: Feed, dataset: queries.Dataset) -> int:
    """How many of them do not fit ``dataset``."""
    return sum(not queries.fits(dataset, row) for _, row in _standing(feed))


def _row(values: Mapping[str, Any], at: datetime | None, kind: str) -> Mapping[str, Any]:
    if kind == "request":
        return {**values, "requested_at": at, "district": _district(values)}
    return values if at is None or _AT in values else {**values, _AT: at}


def _district(values: Mapping[str, Any]) -> str | None:
    """As the server says, or where the request is from."""
    longitude, latitude = values.get("longitude"), values.get("latitude")
    if values.get("district") or longitude is None or latitude is None:
        return values.get("district")
    found = places.district_at(float(longitude), float(latitude))
    return found.id if found else None


def _datasets(arriving: Arriving) -> list[queries.Dataset]:
    known = queries.of_feed(arriving.feed.id)
    if arriving.feed.mapping.into == "request":
        # What people write is a table only where the pack says which columns of it are one.
        return [dataset for dataset in known if not dataset.derived]
    if any(not dataset.derived for dataset in known):
        return known
    wanted = derived(arriving.feed, _title(arriving))
    if known and queries.schema_of(known[0]) == wanted.schema:
        return known
    try:
        services.define(wanted, at=arriving.received_at)
    except RejectedError as error:
        log.warning("no data set of a feed", feed=arriving.feed.id, reason=str(error))
        return []
    return queries.of_feed(arriving.feed.id)


def _title(arriving: Arriving) -> dict[str, str]:
    try:
        return dict(observations.source(arriving.feed.source).name)
    except UnknownSourceError:
        return {arriving.city.language: arriving.feed.id}


def derived(feed: Feed, title: dict[str, str]) -> NewDataset:
    """The data set that a feed's mapping describes."""
    columns = tuple(_columns(feed))
    types = {column.name: column.type for column in columns}
    placed = types.get("longitude") == types.get("latitude") == "number"
    schema = Schema(
        columns=columns,
        longitude="longitude" if placed else None,
        latitude="latitude" if placed else None,
        geometry="geometry" if types.get("geometry") == "geometry" else None,
    )
    return NewDataset(
        id=re.sub(r"[^a-z0-9_.-]", "-", feed.id.lower()),
        title=title,
        licence=feed.licence,
        owner=feed.owner,
        theme=feed.theme,
        source=feed.source,
        feed=feed.id,
        derived=True,
        schema=schema,
    )


def _columns(feed: Feed) -> Iterator[Column]:
    """A name that a row itself fills in is no column of a table."""
    named = [column for column in feed.mapping.columns if "{" not in column.to]
    for column in named:
        shape = column.to == "geometry" and column.type == "text"
        kind = "geometry" if shape else column.type
        yield Column(name=column.to, type=kind, unit=column.unit)
    names = {column.to for column in named}
    if feed.mapping.at and _AT not in names:
        yield Column(name=_AT, type="time")
    if _QUALITY not in names:
        yield Column(name=_QUALITY)
