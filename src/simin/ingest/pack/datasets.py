"""``datasets/NAME.toml``: data sets of the catalogue, and the rows of those that the pack ships.

Rows stand in a CSV of the pack, or come from a feed. They are read on demand, one by one.
"""

import hashlib
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Literal

from simin.domains.alerts.rows import Columns
from simin.domains.catalogue.columns import fault_of
from simin.domains.catalogue.schema import Column, Schema
from simin.ingest.feeds import Feed
from simin.ingest.pack.city import Slug
from simin.ingest.pack.problem import Problems
from simin.ingest.pack.synthetic import REQUEST_COLUMNS, RequestGenerator
from simin.ingest.pack.table import rows_of
from simin.ingest.pack.toml_file import TomlFile
from simin.ingest.pack.words import Entry, Words

if TYPE_CHECKING:
    from simin.ingest.pack.pack import Pack

FOLDER = "datasets"
#: What a feed's mapping makes that is a row of a table; of requests only what a data set says.
TABULAR = {"row", "place", "request"}


class DatasetColumn(Entry, frozen=True, kw_only=True):
    """One column of the table."""

    name: str
    type: Literal["number", "integer", "text", "time", "boolean", "geometry"] = "text"
    title: Words | None = None
    unit: str | None = None
    #: Value to what it means.
    codes: dict[str, Words] = {}


class DatasetEntry(Entry, frozen=True, kw_only=True):
    """``datasets/NAME.toml``."""

    id: Slug
    title: Words
    description: Words
    licence: str
    attribution: Words
    #: Department that answers for it.
    owner: str
    #: Domain of ``city.toml`` that it belongs to.
    theme: str | None = None
    #: Of ``observed.toml``.
    source: str | None = None
    #: Either a feed whose mapping makes rows or places …
    feed: str | None = None
    #: … or a CSV, from the pack's folder on; with neither a generator makes its rows.
    file: str | None = None
    #: Columns that together are the natural key; of a feed, the feed's key is.
    key: tuple[str, ...] = ()
    longitude: str | None = None
    latitude: str | None = None
    geometry: str | None = None
    columns: tuple[DatasetColumn, ...]

    @property
    def schema(self) -> Schema:
        columns = tuple(
            Column(
                name=each.name,
                type=each.type,
                title=each.title or {},
                unit=each.unit,
                codes=each.codes,
            )
            for each in self.columns
        )
        return Schema(
            columns=columns,
            key=self.key,
            longitude=self.longitude,
            latitude=self.latitude,
            geometry=self.geometry,
        )


class Datasets:
    """The data sets of one pack."""

    def __init__(self, folder: Path, problems: Problems) -> None:
        self._folder = folder
        self._problems = problems
        self.read: list[tuple[TomlFile, DatasetEntry]] = []
        for path in sorted((folder / FOLDER).glob("*.toml")):
            file = TomlFile(folder, f"{FOLDER}/{path.name}", problems).read()
            entry = file.whole(DatasetEntry)
            if entry is not None:
                self.read.append((file, entry))

    def check(self, pack: "Pack") -> None:
        """Tell what is wrong with what was read, beside the rest of the pack."""
        sources = {source.id for source in pack.sources}
        departments = {department.id for department in pack.departments}
        feeds = {feed.id for feed in pack.feeds if feed.mapping.into in TABULAR}
        generated = {one.dataset for one in pack.generators if isinstance(one, RequestGenerator)}
        for file, entry in self.read:
            for key, reason in _faults(file, entry, self._folder, generated):
                file.add(None, 0, key, reason)
            for key, name, known in (
                ("source", entry.source, sources),
                ("owner", entry.owner, departments),
                ("theme", entry.theme, {domain.id for domain in pack.city.domains}),
                ("feed", entry.feed, feeds),
            ):
                if name is not None and name not in known:
                    file.add(None, 0, key, f'"{name}" is not among the {_PLURALS[key]}')

    def check_rows(self) -> None:
        for _, entry in self.read:
            _check_rows(self._folder, entry, self._problems)


_PLURALS = {
    "source": "sources",
    "owner": "departments",
    "theme": "domains of city.toml",
    "feed": "feeds that make rows, places or requests",
}


def _faults(
    file: TomlFile, entry: DatasetEntry, folder: Path, generated: Collection[str]
) -> Iterator[tuple[str, str]]:
    if f"{FOLDER}/{entry.id}.toml" != file.name:
        yield "id", f'"{entry.id}" is not the name of the file'
    ways = (entry.feed is not None, entry.file is not None, entry.id in generated)
    if sum(ways) != 1:
        yield "file", "give exactly one of file and feed, or a generator that makes its rows"
    if entry.id in generated:
        yield from _faults_of_generated(entry)
    if entry.file is not None:
        path = PurePosixPath(entry.file)
        if path.is_absolute() or ".." in path.parts or not (folder / path).is_file():
            yield "file", f'"{entry.file}" is no file of the pack'
        if not entry.key:
            yield "key", "rows of a file need a natural key"
    yield from entry.schema.faults()


def _faults_of_generated(entry: DatasetEntry) -> Iterator[tuple[str, str]]:
    types = {column.name: column.type for column in entry.columns}
    if types != REQUEST_COLUMNS:
        yield "columns", f"a generator fills exactly {', '.join(REQUEST_COLUMNS)}, with these types"


def columns_of(datasets: Iterable[DatasetEntry], feeds: Iterable[Feed]) -> dict[str, Columns]:
    """Data set to its columns and their types; a feed that none names has one of its own."""
    found: dict[str, Columns] = {}
    for feed in feeds:
        if feed.mapping.into in TABULAR - {"request"}:
            columns = {one.to: one.type for one in feed.mapping.columns}
            found[feed.id] = {**columns, "at": "time"} if feed.mapping.at else columns
    for entry in datasets:
        found.pop(entry.feed or "", None)
        found[entry.id] = {column.name: column.type for column in entry.columns}
    return found


def dataset_rows(folder: Path, entry: DatasetEntry) -> Iterator[dict[str, str]]:
    """The rows of a data set whose file was checked, as text."""
    needed = [column.name for column in entry.columns]
    for _, row in rows_of(folder, entry.file or "", needed, Problems()):
        yield row


def dataset_digest(folder: Path, entry: DatasetEntry) -> str:
    """Of the file, so that the same one is loaded once."""
    with (folder / (entry.file or "")).open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _check_rows(folder: Path, entry: DatasetEntry, problems: Problems) -> None:
    """Every cell is of its column's type; a key that stands twice is known, not refused."""
    if entry.file is None or not (folder / entry.file).is_file():
        return
    schema = entry.schema
    if any(schema.faults()):
        return
    needed = list(schema.names)
    for line, row in rows_of(folder, entry.file, needed, problems):
        fault = fault_of(schema, row)
        if fault is not None:
            problems.add(entry.file, line, *fault)
