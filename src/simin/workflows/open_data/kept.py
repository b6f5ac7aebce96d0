"""The shelf that a process keeps, and when it makes another one.

Who asks gets the one that is there while a thread makes the next, at most one in ``EVERY`` seconds;
one that is older than ``OLDEST`` is not handed out. A page or a file asks what is public itself, so
what is withheld opens nowhere, whatever a shelf still lists for some seconds. Inside a transaction
nothing is kept.
"""

import threading
import time
from collections.abc import Mapping, Sequence

from django.db import close_old_connections, connection

from simin.domains.catalogue.queries import Schema
from simin.domains.identity import queries as identity
from simin.kit.clock import city_clock
from simin.kit.ranked_search import Ranked
from simin.workflows.open_data import opening
from simin.workflows.open_data.forms import formats_of
from simin.workflows.open_data.opening import PublicDataset, PublicFamily
from simin.workflows.open_data.shelf import Entry, Shelf

#: Seconds.
EVERY, OLDEST = 10.0, 120.0
#: What a family can be had as.
SERIES_FORMATS = ("csv", "json", "sensorthings")
_DISTRICT = {"district", "자치구", "자치구명"}


class _Kept:
    """The newest shelf of this process."""

    def __init__(self) -> None:
        self.shelf: Shelf | None = None
        self.made_at = 0.0
        self._making = threading.Lock()

    def current(self) -> Shelf:
        age = time.monotonic() - self.made_at
        if self.shelf is None or age > OLDEST:
            return self._make()
        if age > EVERY and self._making.acquire(blocking=False):
            threading.Thread(target=self._in_background, daemon=True).start()
        return self.shelf

    def _make(self) -> Shelf:
        with self._making:
            return self._made()

    def _made(self) -> Shelf:
        self.shelf = made(self.shelf)
        self.made_at = time.monotonic()
        return self.shelf

    def _in_background(self) -> None:
        try:
            self._made()
        finally:
            self._making.release()
            close_old_connections()
            connection.close()

    def forget(self) -> None:
        self.shelf = None


_kept = _Kept()
forget = _kept.forget


def shelf() -> Shelf:
    return made() if connection.in_atomic_block else _kept.current()


def made(before: Shelf | None = None) -> Shelf:
    """Of now; words that are the same as ``before`` are not looked at again."""
    owners = {one.id: dict(one.name) for one in identity.departments()}
    tables, series = opening.datasets(), opening.families()
    entries = [*map(_table, tables), *map(_series, series)]
    texts = [_texts(one, owners) for one in entries]
    ranked: Ranked | None = None
    if before is not None and before.texts == texts:
        ranked, texts = before.ranked, list(before.texts)
    return Shelf(entries, texts, city_clock().now(), ranked)


def _table(of: PublicDataset) -> Entry:
    schema = of.schema
    return Entry(
        of=of,
        titles=of.dataset.title,
        theme=of.dataset.theme,
        owner=of.dataset.owner,
        licence=of.dataset.licence,
        formats=formats_of(schema) if of.newest else (),
        changed_at=of.newest.at if of.newest else None,
        count=of.newest.rows if of.newest else 0,
        places=_places(schema),
    )


def _places(schema: Schema) -> tuple[str, ...]:
    by_district = any(name.casefold() in _DISTRICT for name in schema.names)
    told = (("map", schema.spatial), ("district", by_district))
    return tuple(name for name, holds in told if holds)


def _series(of: PublicFamily) -> Entry:
    return Entry(
        of=of,
        titles=of.title or {"en": of.id},
        theme=of.theme,
        owner=of.owner,
        licence=of.source.licence,
        formats=SERIES_FORMATS,
        changed_at=of.line.newest,
        count=of.line.kept,
        places=("district",) if of.line.placed else (),
    )


def _texts(one: Entry, owners: Mapping[str, Mapping[str, str]]) -> Mapping[str, Sequence[str]]:
    of = one.of
    told = {
        "id": [of.id],
        "title": list(one.titles.values()),
        "owner": list(owners.get(one.owner, {}).values()),
    }
    if isinstance(of, PublicDataset):
        columns = of.schema.columns
        told["columns"] = [said for each in columns for said in (each.name, *each.title.values())]
        told["description"] = list(of.dataset.description.values())
    else:
        told["description"] = list(of.source.name.values())
    return told
