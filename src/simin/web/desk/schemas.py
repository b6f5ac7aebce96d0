"""How the columns that a feed's source sends changed: from its runs, or from its data sets where
no run was ever seen (what the pack ships)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.utils.translation import gettext as _

from simin.domains.catalogue import queries as catalogue
from simin.domains.catalogue.queries import Version
from simin.ingest.models import SchemaVersion
from simin.ingest.oversight import queries
from simin.ingest.runner.schemas import columns_of
from simin.web.presentation.times import CityTime
from simin.web.presentation.vocabulary import TYPES

#: Changes that are shown.
SHOWN = 12
#: Column to its type.
type Columns = Mapping[str, str]


@dataclass(frozen=True)
class SchemaChange:
    """A shape of the columns that was not the one before."""

    name: str
    at: str
    run: str
    #: Why it counts less; empty: it counts.
    aside: str
    #: Columns as they are since then: name and type.
    columns: tuple[str, ...]
    new: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    #: Columns of another type.
    other: tuple[str, ...] = ()


def schema_history(feed: str, time: CityTime) -> list[SchemaChange]:
    """The newest first; the first shape is a change too."""
    seen = queries.schema_versions(feed, SHOWN + 1)
    if seen:
        changes = _compared([_of_source(each, time) for each in reversed(seen)])
        return changes[:SHOWN]
    found = [
        _compared([_of_dataset(each, time) for each in reversed(_schemas(dataset.id))])
        for dataset in catalogue.of_feed(feed)
    ]
    return [change for changes in found for change in changes][:SHOWN]


def _schemas(dataset: str) -> list[Version]:
    return catalogue.schema_changes(dataset, SHOWN + 1)


def _of_source(version: SchemaVersion, time: CityTime) -> tuple[SchemaChange, Columns]:
    columns = {column.name: column.type for column in columns_of(version)}
    aside = "" if version.taken else _("the mapping could not take it")
    told = SchemaChange(
        f"{version.number}", time.clock(version.first_at), version.first_run, aside, _told(columns)
    )
    return told, columns


def _of_dataset(version: Version, time: CityTime) -> tuple[SchemaChange, Columns]:
    columns = {column.name: column.type for column in catalogue.schema_of(version).columns}
    name = f"{version.dataset_id} {version.number}"
    return SchemaChange(
        name, time.clock(version.at), version.run or "", "", _told(columns)
    ), columns


def _told(columns: Columns) -> tuple[str, ...]:
    return tuple(f"{name} ({TYPES.get(kind, kind)})" for name, kind in columns.items())


def _compared(shapes: Sequence[tuple[SchemaChange, Columns]]) -> list[SchemaChange]:
    """Those that differ from the one before, the newest first."""
    first = [shapes[0][0]] if shapes else []
    return [*reversed(list(_changes(shapes))), *first]


def _changes(shapes: Sequence[tuple[SchemaChange, Columns]]) -> Iterator[SchemaChange]:
    for (_before, known), (change, now) in pairwise(shapes):
        new = tuple(name for name in now if name not in known)
        gone = tuple(name for name in known if name not in now)
        other = tuple(
            f"{name}: {TYPES.get(known[name], known[name])} → {TYPES.get(kind, kind)}"
            for name, kind in now.items()
            if name in known and known[name] != kind
        )
        if new or gone or other or change.aside:
            yield SchemaChange(
                change.name, change.at, change.run, change.aside, change.columns, new, gone, other
            )
