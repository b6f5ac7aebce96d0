"""Which data set a service of the format is, and what its columns are called there.

A data set is a service under its id. One that a feed of this format fills is also one under the
name that the service has at its origin, with the origin's columns (and their older names, where the
feed knows them) before our own: what was written for the origin reads it here.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from simin.domains.catalogue.errors import UnknownDatasetError
from simin.domains.catalogue.queries import Filter, Schema
from simin.ingest.feeds import Feed
from simin.ingest.oversight import queries as feeds
from simin.ingest.oversight.declared import in_effect
from simin.kit.errors import RejectedError
from simin.sources.seoul_openapi import KIND
from simin.web.doors.keyed import results
from simin.web.doors.keyed.results import ResultError
from simin.web.doors.keyed.written import cell
from simin.workflows.open_data import opening
from simin.workflows.open_data.opening import PublicDataset

#: Under which a row's time stands where no column has it.
_AT = "at"


@dataclass(frozen=True)
class Shown:
    """A column as the service shows it."""

    column: str
    #: The newest first; all of them have the value.
    names: tuple[str, ...]
    #: Of ``strftime``; empty: as it is.
    form: str = ""


@dataclass(frozen=True)
class Service:
    """A data set by the name that was asked for."""

    name: str
    dataset: PublicDataset
    #: At its origin, where it was asked by that name.
    feed: Feed | None

    def shown(self, schema: Schema) -> list[Shown]:
        there = list(_at_origin(self.feed, schema)) if self.feed else []
        known = {name for one in there for name in one.names}
        told = {one.column for one in there}
        ours = [name for name in schema.names if name not in known | told]
        return [*there, *(Shown(name, (name,)) for name in ours)]

    def filters(self, schema: Schema, said: tuple[str, ...], zone: tzinfo) -> tuple[Filter, ...]:
        """What stands behind the rows filters by the natural key, column by column."""
        by_name = {name: one for one in self.shown(schema) for name in one.names}
        key = self.feed.mapping.key if self.feed else schema.key
        columns = [by_name[name] for name in key if name in by_name]
        if any(said[len(columns) :]):
            raise ResultError(results.NO_SERVICE, f"{self.name}: {len(columns)} values at most")
        pairs = zip(columns, said, strict=False)
        return tuple(_filter(one, value, zone) for one, value in pairs if value)


def service(name: str) -> Service:
    """Raises ``ResultError`` where there is none, or it is withheld."""
    try:
        return Service(name, opening.dataset(name.casefold()), None)
    except UnknownDatasetError:
        found = _of_origin(name)
    if found is None:
        raise ResultError(results.NO_SERVICE)
    return found


def row_of(shown: list[Shown], row: Mapping[str, Any], zone: tzinfo) -> dict[str, str]:
    return {name: cell(row[one.column], zone, one.form) for one in shown for name in one.names}


def _of_origin(name: str) -> Service | None:
    for row in feeds.of_kind(KIND.name):
        feed = in_effect(row)
        if feed is None or str(feed.options.get("service")) != name:
            continue
        for dataset in opening.datasets():
            if dataset.dataset.feed == feed.id:
                return Service(name, dataset, feed)
    return None


def _at_origin(feed: Feed, schema: Schema) -> Iterator[Shown]:
    aliases: Mapping[str, list[str]] = feed.options.get("aliases", {})
    moment = feed.mapping.at
    if moment and len(moment.fields) == 1 and _AT in schema.names:
        form = moment.format if "%" in moment.format else ""
        yield Shown(_AT, (moment.fields[0], *aliases.get(moment.fields[0], ())), form)
    for column in feed.mapping.columns:
        if column.to in schema.names:
            yield Shown(column.to, (column.field, *aliases.get(column.field, ())))


def _filter(shown: Shown, said: str, zone: tzinfo) -> Filter:
    return Filter(shown.column, "eq", _moment(said, shown.form, zone) if shown.form else said)


def _moment(said: str, form: str, zone: tzinfo) -> str:
    try:
        return datetime.strptime(said, form).replace(tzinfo=zone).isoformat()
    except ValueError as error:
        raise RejectedError("time", f"{said!r:.40} is not written as {form}") from error


def zone_of(found: Service, city: tzinfo) -> tzinfo:
    """In which its times are written: the origin's, else the city's."""
    if found.feed is None:
        return city
    at = found.feed.mapping.at
    return ZoneInfo((at.time_zone if at else None) or found.feed.time_zone)
