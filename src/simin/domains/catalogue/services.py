"""Define data sets, keep what runs bring, bring versions into order.

Each is one transaction; files come before the rows that speak of them.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import msgspec
from django.db import transaction

from simin.domains.catalogue import contents, folder, retention
from simin.domains.catalogue.columns import Gathered
from simin.domains.catalogue.definition import NewDataset
from simin.domains.catalogue.errors import UnknownDatasetError
from simin.domains.catalogue.events import DatasetChanged
from simin.domains.catalogue.folder import FileEntry
from simin.domains.catalogue.models import Dataset, Version
from simin.domains.catalogue.schema import Column, Schema
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
    "define",
    "keep",
    "note_uses",
    "replace",
    "tidy",
]

#: A version is made one file when it has more files than this …
_MOST_FILES = 8
#: … or when this share of its rows stands behind the first.
_MOST_BEHIND = 0.1


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
def keep(dataset: str, changes: Iterable[Change], *, run: str | None, at: datetime) -> Stored:
    """Keep what a run changed: a version of its own, or the run's version with more in it."""
    row = _locked(dataset)
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
    return Stored(_noted(row, last, added, counts, run=run, at=at), writing.refused)


def _noted(
    row: Dataset,
    last: Version | None,
    added: list[FileEntry],
    counts: tuple[int, int, int],
    *,
    run: str | None,
    at: datetime,
) -> int:
    """The number of the version that now holds the new files."""
    more, other, fewer = counts
    if last is not None and run is not None and last.run == run:
        version = last
    else:
        version = Version(
            dataset=row,
            number=last.number + 1 if last else 1,
            run=run,
            rows=last.rows if last else 0,
            files=last.files if last else [],
        )
    version.schema, version.at = row.schema, at
    version.files = [*version.files, *added]
    version.rows += more - fewer
    version.added, version.changed = version.added + more, version.changed + other
    version.removed += fewer
    version.save()
    _tell(version, counts)
    return version.number


def _tell(version: Version, counts: tuple[int, int, int]) -> None:
    event = DatasetChanged(
        dataset=version.dataset_id,
        version=version.number,
        run=version.run,
        rows=version.rows,
        added=counts[0],
        changed=counts[1],
        removed=counts[2],
        at=version.at,
    )
    publish(event, at=version.at)


@transaction.atomic
def replace(
    dataset: str,
    rows: Iterable[Mapping[str, Any]] | Iterable[Change],
    *,
    run: str | None,
    at: datetime,
    digest: str = "",
) -> Stored:
    """Keep ``rows`` as all there is: a version that says what was added, changed and removed.

    Plain rows are known by their natural key; of one key twice the last counts, and the version
    says how many were left out. With ``digest`` the same contents are taken once.
    """
    row = _locked(dataset)
    last = row.versions.order_by("-number").first()
    schema = _schema(row.schema)
    if digest and last is not None and last.digest == digest and last.schema == row.schema:
        return Stored(None)
    with folder.reading() as engine:
        whole = _written_whole(engine, row, schema, rows)
        counts = _compared(engine, row, schema, whole.file, last)
    if counts == (0, 0, 0) and last is not None and last.schema == row.schema:
        return Stored(None, whole.refused)
    number = last.number + 1 if last else 1
    version = Version(dataset=row, number=number, run=run, at=at, digest=digest)
    _hand_over(version, whole, counts)
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


def _hand_over(version: Version, whole: _Whole, counts: tuple[int, int, int]) -> None:
    version.schema = version.dataset.schema
    version.files, version.rows = [whole.file], whole.file["rows"]
    version.added, version.changed, version.removed = counts
    version.duplicates = whole.duplicates
    version.save()
    _tell(version, counts)


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


def _locked(dataset: str) -> Dataset:
    row = Dataset.objects.select_for_update().filter(id=dataset).first()
    if row is None:
        raise UnknownDatasetError(dataset)
    return row


def tidy(*, now: datetime) -> int:
    """Make the newest versions one file each, forget old versions, sweep files; how many went."""
    return sum(_tidy(name, now) for name in Dataset.objects.values_list("id", flat=True))


def _tidy(dataset: str, now: datetime) -> int:
    _compact(dataset)
    with transaction.atomic():
        row = _locked(dataset)
        versions = list(row.versions.values_list("number", "at"))
        row.versions.exclude(number__in=retention.kept(versions, now)).delete()
        known = {
            name
            for files in row.versions.values_list("files", flat=True)
            for name in folder.names(files)
        }
        return folder.sweep(dataset, known)


@transaction.atomic
def _compact(dataset: str) -> None:
    row = _locked(dataset)
    last = row.versions.order_by("-number").first()
    if last is None or not _is_scattered(last.files):
        return
    with folder.reading() as engine:
        last.files = [folder.merged(engine, row.id, _schema(last.schema), last.files)]
    last.save(update_fields=["files"])


def _is_scattered(files: Collection[FileEntry]) -> bool:
    first, *behind = files
    return len(behind) >= _MOST_FILES or sum(each["rows"] for each in behind) > (
        first["rows"] * _MOST_BEHIND
    )
