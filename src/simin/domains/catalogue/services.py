"""Define data sets and keep what runs bring.

Each is one transaction; files come before the rows that speak of them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import msgspec
from django.db import transaction

from simin.domains.catalogue import contents, folder
from simin.domains.catalogue.columns import Gathered
from simin.domains.catalogue.definition import NewDataset
from simin.domains.catalogue.events import DatasetChanged
from simin.domains.catalogue.folder import FileEntry
from simin.domains.catalogue.models import Dataset, Version
from simin.domains.catalogue.schema import Column, Schema
from simin.domains.catalogue.tidying import locked, tidy
from simin.domains.catalogue.use import note as note_uses
from simin.domains.catalogue.writing import Change, Keyed, Writing, sequence_after
from simin.kit.errors import RejectedError
from simin.kit.outbox.services import append as publish
from simin.kit.parquet.reading import Reading

__all__ = [
    "Column",
    "NewDataset",
    "Schema",
    "Stored",
    "complete",
    "define",
    "keep",
    "note_uses",
    "replace",
    "tidy",
]


@dataclass(frozen=True)
class Stored:
    """What became of rows."""

    #: None: nothing changed.
    version: int | None
    #: Key and reason of rows that do not fit the schema.
    refused: list[tuple[str, str]] = field(default_factory=list)


@transaction.atomic
def define(new: NewDataset, *, at: datetime) -> bool:
    """Declare a data set or say it anew; whether its rows must be handed over again.

    Raises ``RejectedError`` naming the field.
    """
    new.check()
    schema = msgspec.to_builtins(new.schema)
    known = Dataset.objects.select_for_update().filter(id=new.id).first()
    fields = {name: getattr(new, name) for name in new.__struct_fields__ if name != "id"}
    Dataset.objects.update_or_create(
        id=new.id,
        defaults=fields | {"schema": schema},
        create_defaults=fields | {"schema": schema, "defined_at": at},
    )
    return known is None or _schema(known.schema).shape != new.schema.shape


def _schema(told: object) -> Schema:
    return msgspec.convert(told, Schema)


@transaction.atomic
def keep(
    dataset: str,
    changes: Iterable[Change],
    *,
    run: str | None,
    at: datetime,
    more: bool = False,
) -> Stored:
    """Keep what a run changed as a version of its own.

    ``more``: the run may bring further pages; nobody reads its version before ``complete``.
    """
    row = locked(dataset)
    last = row.versions.order_by("-number").first()
    schema = _schema(row.schema)
    if last is not None and _schema(last.schema).shape != schema.shape:
        raise RejectedError("schema", "changed; hand over all rows with replace()")
    with folder.reading() as engine:
        writing = Writing(engine, row, schema, sequence_after(last), last)
        added = writing.write(changes)
        if not added:
            return Stored(None, writing.refused)
        counts = writing.counts(added)
    if counts == (0, 0, 0):
        return Stored(None, writing.refused)
    version = _growing(row, last, run=run, at=at)
    _add(version, added, counts)
    _end(version, at=at, more=more)
    return Stored(version.number, writing.refused)


def _growing(row: Dataset, last: Version | None, *, run: str | None, at: datetime) -> Version:
    """The run's own version while nobody reads it yet, else another."""
    if last is not None and not last.whole and last.run == run:
        last.schema = row.schema
        return last
    _end_before(last, at=at)
    version = Version(dataset=row, number=1, run=run, schema=row.schema, rows=0, files=[])
    if last is not None:
        version.number, version.rows, version.files = last.number + 1, last.rows, last.files
    return version


def _add(version: Version, files: list[FileEntry], counts: tuple[int, int, int]) -> None:
    more, other, fewer = counts
    version.files = [*version.files, *files]
    version.rows += more - fewer
    version.added, version.changed = version.added + more, version.changed + other
    version.removed += fewer


def _end(version: Version, *, at: datetime, more: bool = False) -> None:
    """From now on it is read, told of and never added to; with ``more`` not yet."""
    version.at, version.whole = at, not more
    version.save()
    if version.whole:
        _tell(version)


def _end_before(last: Version | None, *, at: datetime) -> None:
    """What another run was still bringing: it goes on in a version of its own."""
    if last is not None and not last.whole:
        _end(last, at=at)


def _tell(version: Version) -> None:
    event = DatasetChanged(
        dataset=version.dataset_id,
        version=version.number,
        run=version.run,
        rows=version.rows,
        added=version.added,
        changed=version.changed,
        removed=version.removed,
        at=version.at,
    )
    publish(event, at=version.at)


@transaction.atomic
def complete(*, run: str, at: datetime) -> None:
    """The run brings no more: what it brought is read from now on. Once more changes nothing."""
    growing = Version.objects.filter(run=run, whole=False)
    for dataset in sorted(set(growing.values_list("dataset", flat=True))):
        _end_before(locked(dataset).versions.order_by("-number").first(), at=at)


@transaction.atomic
def replace(
    dataset: str,
    rows: Iterable[Mapping[str, Any]] | Iterable[Change],
    *,
    run: str | None,
    at: datetime,
    digest: str = "",
    more: bool = False,
) -> Stored:
    """Keep ``rows`` as all there is: a version that says what was added, changed and removed.

    Plain rows are known by their natural key; of one key twice the last counts, and the version
    says how many were left out. With ``digest`` the same contents are taken once; ``more`` is
    that of ``keep``.
    """
    row = locked(dataset)
    last = row.versions.order_by("-number").first()
    schema = _schema(row.schema)
    if digest and last is not None and last.digest == digest and last.schema == row.schema:
        return Stored(None)
    with folder.reading() as engine:
        whole = _written_whole(engine, row, schema, rows)
        counts = _compared(engine, row, schema, whole.file, last)
    if counts == (0, 0, 0) and last is not None and last.schema == row.schema:
        return Stored(None, whole.refused)
    _end_before(last, at=at)
    number = last.number + 1 if last else 1
    version = Version(dataset=row, number=number, run=run, schema=row.schema, digest=digest)
    version.files, version.rows = [whole.file], whole.file["rows"]
    version.added, version.changed, version.removed = counts
    version.duplicates = whole.duplicates
    _end(version, at=at, more=more)
    return Stored(number, whole.refused)


@dataclass(frozen=True)
class _Whole:
    """All rows of a data set in one file."""

    file: FileEntry
    refused: list[tuple[str, str]]
    #: Rows that another one of the same key came after.
    duplicates: int


def _written_whole(
    engine: Reading,
    row: Dataset,
    schema: Schema,
    rows: Iterable[Mapping[str, Any]] | Iterable[Change],
) -> _Whole:
    writing = Writing(engine, row, schema, 1, None)
    keyed = Keyed(schema, writing.refused)
    parts = writing.write(keyed.rows(rows))
    if not parts:
        parts = [folder.put_rows(engine, row.id, Gathered(schema), 1)]
    file = parts[0] if len(parts) == 1 else folder.merged(engine, row.id, schema, parts)
    duplicates = max(0, keyed.taken - len(writing.refused) - file["rows"])
    return _Whole(file, writing.refused, duplicates)


def _compared(
    engine: Reading, row: Dataset, schema: Schema, whole: FileEntry, last: Version | None
) -> tuple[int, int, int]:
    if last is None:
        return int(whole["rows"]), 0, 0
    here = folder.of(row.id)
    new = contents.current(here, [whole["name"]])
    old = contents.current(here, folder.names(last.files))
    told = engine.rows(contents.difference(schema, _schema(last.schema), new, old))[0]
    return int(told[0]), int(told[1]), int(told[2])
