"""Rows that came as objects: of JSON, XML or a protocol buffer."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from simin.ingest.feeds.contract import Feed
from simin.ingest.payloads.lookup import first_at
from simin.ingest.rows.aliases import Renamed
from simin.ingest.rows.mapping_check import fields_of
from simin.ingest.rows.row import Row

type Flags = Callable[[Mapping[str, Any]], Mapping[str, tuple[str, ...]]]

#: Rows whose keys are looked at for the names of columns.
_LOOKED_AT = 500


def object_rows(
    feed: Feed,
    documents: Iterable[Any],
    *,
    first: int = 1,
    noun: str = "row",
    flags: Flags | None = None,
    renamed: Renamed | None = None,
) -> Iterator[Row]:
    """One row for each document; what is no object is a row that says so."""
    names = renamed or {}
    sent = {name: other for other, name in names.items()}
    lookups = {name: first_at(sent.get(name, name)) for name in fields_of(feed)}
    for number, document in enumerate(documents, first):
        where = f"{noun} {number}"
        if not isinstance(document, dict):
            yield Row(where, {}, document, wrong="is not an object with named fields")
            continue
        fields = {name: lookup(document) for name, lookup in lookups.items()}
        yield Row(where, fields, document, flags(document) if flags else {}, names)


def columns_of(documents: list[Any]) -> tuple[str, ...]:
    """Names of all fields of the rows, in their order."""
    names: dict[str, None] = {}
    for document in documents[:_LOOKED_AT]:
        if isinstance(document, dict):
            names.update(dict.fromkeys(document))
    return tuple(names)
