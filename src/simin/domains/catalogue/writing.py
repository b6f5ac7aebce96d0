"""The files of one call in the making: rows are gathered, counted against what stood, and keyed."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import batched
from typing import Any

from simin.domains.catalogue import contents, folder
from simin.domains.catalogue.columns import Gathered, natural_key
from simin.domains.catalogue.folder import FileEntry
from simin.domains.catalogue.models import Dataset, Version
from simin.domains.catalogue.schema import Schema
from simin.kit.errors import RejectedError
from simin.kit.parquet.reading import Reading

#: Rows that are gathered in memory before a file is written.
BATCH = 100_000

#: A key and its row; None: it is gone.
type Change = tuple[str, Mapping[str, Any] | None]


@dataclass
class Writing:
    """The files of one call in the making."""

    engine: Reading
    dataset: Dataset
    schema: Schema
    sequence: int
    before: Version | None
    refused: list[tuple[str, str]] = field(default_factory=list)

    def write(self, changes: Iterable[Change]) -> list[FileEntry]:
        return [
            folder.put_rows(self.engine, self.dataset.id, rows, self.sequence + place)
            for place, rows in enumerate(self._gathered(changes))
        ]

    def _gathered(self, changes: Iterable[Change]) -> Iterator[Gathered]:
        for part in batched(changes, BATCH):
            rows = Gathered(self.schema)
            for key, row in dict(part).items():
                if row is not None:
                    rows.take(key, row)
                elif self.before is not None:
                    rows.drop(key)
            self.refused += rows.refused
            if len(rows):
                yield rows

    def counts(self, added: list[FileEntry]) -> tuple[int, int, int]:
        """How many rows are new, other and gone."""
        here = folder.of(self.dataset.id)
        fresh = contents.last_words(here, folder.names(added))
        if self.before is None:
            rows = self.engine.rows(f"SELECT count(*) FROM ({fresh}) WHERE NOT _gone")
            return int(rows[0][0]), 0, 0
        old = contents.current(here, folder.names(self.before.files))
        touched = f"SELECT * FROM ({old}) SEMI JOIN ({fresh}) AS f USING (_key)"
        left = f"SELECT * FROM ({fresh}) WHERE NOT _gone"
        told = contents.difference(self.schema, self.schema, left, touched)
        added_rows, changed, removed = self.engine.rows(told)[0]
        return int(added_rows), int(changed), int(removed)


def sequence_after(last: Version | None) -> int:
    """Of the next file: more than any file of ``last`` behind its first, however it came about.

    Numbers alone do not do: a version has a file for each page of its run and each full batch.
    """
    return 1 if last is None else last.number + 1 + len(last.files)


@dataclass
class Keyed:
    """Rows with their keys, counted."""

    schema: Schema
    refused: list[tuple[str, str]]
    taken: int = 0

    def rows(self, rows: Iterable[Any]) -> Iterator[Change]:
        for number, row in enumerate(rows, 1):
            try:
                key, values = row if isinstance(row, tuple) else self._named(number, row)
            except RejectedError as error:
                self.refused.append((f"row {number}", str(error)))
                continue
            finally:
                self.taken += 1
            yield key, values

    def _named(self, number: int, row: Mapping[str, Any]) -> Change:
        return (natural_key(self.schema, row) if self.schema.key else f"{number:09}"), row
