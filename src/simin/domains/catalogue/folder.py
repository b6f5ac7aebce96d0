"""The folder of the catalogue's files, and how a file comes into it.

A file is written and durable before the transaction that speaks of it commits; one whose
transaction did not commit is an orphan, and is swept once it is an hour old. No file is ever
changed.
"""

from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.conf import settings

from simin.domains.catalogue import contents
from simin.domains.catalogue.columns import Gathered
from simin.domains.catalogue.schema import Schema
from simin.kit import whole_file
from simin.kit.clock import SystemClock
from simin.kit.parquet import files
from simin.kit.parquet.reading import Reading

#: Seconds for which a file that nobody knows may still be about to be told of.
_GRACE = 3600.0

type FileEntry = dict[str, Any]


def root() -> Path:
    return Path(settings.SIMIN_DATASETS)


def of(dataset: str) -> Path:
    return root() / dataset


def reading() -> Reading:
    return Reading(root())


def names(entries: Iterable[FileEntry]) -> list[str]:
    return [entry["name"] for entry in entries]


def put_rows(engine: Reading, dataset: str, rows: Gathered, sequence: int) -> FileEntry:
    """A file of gathered rows."""
    engine.hand_in("gathered", rows.arrays())
    return put(engine, dataset, contents.gathered(rows.schema, "gathered", sequence))


def put(engine: Reading, dataset: str, select: str) -> FileEntry:
    """A file of what ``select`` gives."""
    # Two writers never choose the same name, whatever becomes of their transactions.
    name = f"{uuid4().hex}{files.SUFFIX}"
    written = files.write(engine, select, of(dataset) / name)
    return {
        "name": name,
        "rows": written.rows,
        "bytes": written.bytes,
        "sha256": written.sha256,
    }


def merged(engine: Reading, dataset: str, schema: Schema, entries: list[FileEntry]) -> FileEntry:
    """One file of what several hold together."""
    everything = contents.current(of(dataset), names(entries))
    return put(engine, dataset, contents.ordered(schema, everything))


def sweep(dataset: str, known: Collection[str]) -> int:
    """Remove the files that no version speaks of; how many."""
    before = SystemClock().now().timestamp() - _GRACE
    gone = whole_file.sweep(of(dataset), known=known, suffix=files.SUFFIX, before=before)
    return len(list(gone))
