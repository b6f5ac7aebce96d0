"""Checks every row of every recording: checksum, columns, times, numbers, names.

It reads what the recording says, not what it means: turning rows into records is a source's work.
"""

import csv
import gzip
import hashlib
import io
import zlib
from collections.abc import Iterator
from datetime import datetime

from simin.ingest.pack.pack import Pack
from simin.ingest.pack.problem import Problems
from simin.ingest.pack.recordings import Recording
from simin.ingest.pack.table import Row

#: Columns that a recording of the kind must have.
COLUMNS = {
    "series": ("time",),
    "snapshot": ("time",),
    "incidents": ("id", "kind", "reported_at", "district", "neighbourhood", "severity"),
    "notices": ("id", "published_at", "category_ko", "category_en", "district", "ends_on", "link"),
}
#: No more than this many problems of one recording are told.
_ENOUGH = 50


def check_recordings(pack: Pack, problems: Problems) -> None:
    """Collect what is wrong in the files of all recordings."""
    for recording in pack.recordings:
        if (pack.folder / "recordings" / recording.file).is_file():
            _Check(pack, recording, problems).run()


class _Check:
    """The check of one recording."""

    def __init__(self, pack: Pack, recording: Recording, problems: Problems) -> None:
        self._pack = pack
        self._recording = recording
        self._problems = problems
        self._file = f"recordings/{recording.file}"
        self._told = 0

    def run(self) -> None:
        text = self._text()
        if text is None:
            return
        reader = csv.reader(io.StringIO(text))
        header = next(reader, [])
        if not self._header_good(header):
            return
        rows = ((reader.line_num, cells) for cells in reader)
        check = {
            "series": self._check_series,
            "snapshot": self._check_series,
            "incidents": self._check_incidents,
            "notices": self._check_notices,
        }[self._recording.kind]
        check(header, self._whole_rows(header, rows))

    def _text(self) -> str | None:
        path = self._pack.folder / self._file
        try:
            content = gzip.decompress(path.read_bytes())
            text = content.decode("utf-8")
        except (OSError, EOFError, UnicodeDecodeError, zlib.error) as error:
            self._problems.add(self._file, None, "", f"cannot be read: {error}")
            return None
        if hashlib.sha256(content).hexdigest() != self._recording.sha256:
            self._problems.add(self._file, None, "sha256", "the file is not the one described")
        return text

    def _tell(self, line: int, field: str, reason: str) -> None:
        self._told += 1
        if self._told <= _ENOUGH:
            self._problems.add(self._file, line, field, reason)

    def _header_good(self, header: list[str]) -> bool:
        needed = COLUMNS[self._recording.kind]
        missing = [name for name in needed if name not in header]
        for name in missing:
            self._tell(1, name, "the column is missing")
        for name in {name for name in header if header.count(name) > 1}:
            self._tell(1, name, "the column stands twice")
        return not missing

    def _whole_rows(self, header: list[str], rows: Iterator[Row]) -> Iterator[Row]:
        for line, cells in rows:
            if len(cells) == len(header):
                yield line, cells
            else:
                self._tell(line, "", f"{len(cells)} cells where the header has {len(header)}")

    def _check_series(self, header: list[str], rows: Iterator[Row]) -> None:
        known = {datastream.id for datastream in self._pack.datastreams}
        for name in header[1:]:
            if name not in known:
                self._tell(1, name, "there is no such datastream")
        if header[0] != "time":
            self._tell(1, header[0], "the first column must be time")
        before: datetime | None = None
        for line, cells in rows:
            before = self._check_time(line, "time", cells[0], before, strictly=True)
            for name, cell in zip(header[1:], cells[1:], strict=True):
                if cell and not _is_number(cell):
                    self._tell(line, name, f'"{cell}" is not a number')

    def _check_incidents(self, header: list[str], rows: Iterator[Row]) -> None:
        kinds = {kind.id: kind.states for kind in self._pack.incident_kinds}
        places = {entry.id: entry.district for entry in self._pack.neighbourhoods}
        after = [name for name in header if name.endswith("_after")]
        before: datetime | None = None
        seen: set[str] = set()
        for line, cells in rows:
            row = dict(zip(header, cells, strict=True))
            before = self._check_time(line, "reported_at", row["reported_at"], before)
            self._check_named(line, row, "kind", kinds)
            self._check_named(line, row, "severity", self._pack.severities)
            self._check_named(line, row, "neighbourhood", places)
            if places.get(row["neighbourhood"], row["district"]) != row["district"]:
                self._tell(line, "district", f"{row['neighbourhood']} is not in {row['district']}")
            self._check_id(line, row["id"], seen)
            for name in after:
                self._check_after(line, name, row[name])

    def _check_notices(self, header: list[str], rows: Iterator[Row]) -> None:
        districts = {district.id: district for district in self._pack.districts}
        before: datetime | None = None
        seen: set[str] = set()
        for line, cells in rows:
            row = dict(zip(header, cells, strict=True))
            before = self._check_time(line, "published_at", row["published_at"], before)
            if row["district"]:
                self._check_named(line, row, "district", districts)
            if row["ends_on"]:
                self._check_time(line, "ends_on", row["ends_on"], None)
            if not any(row.get(f"title_{code}") for code in self._pack.city.languages):
                self._tell(line, "title", "is missing in every language")
            self._check_id(line, row["id"], seen)

    def _check_time(
        self, line: int, field: str, cell: str, before: datetime | None, *, strictly: bool = False
    ) -> datetime | None:
        try:
            at = datetime.fromisoformat(cell)
        except ValueError:
            self._tell(line, field, f'"{cell}" is not a time')
            return before
        if at.tzinfo is not None:
            self._tell(line, field, f'"{cell}" must be local time without a zone')
            return before
        if before is not None and (at < before or (strictly and at == before)):
            self._tell(line, field, f'"{cell}" does not come after the time before it')
        return at

    def _check_named(self, line: int, row: dict[str, str], field: str, known: object) -> None:
        if row[field] not in known:  # type: ignore[operator]
            self._tell(line, field, f'"{row[field]}" is unknown')

    def _check_id(self, line: int, name: str, seen: set[str]) -> None:
        if not name or name in seen:
            self._tell(line, "id", f'"{name}" stands twice' if name else "is missing")
        seen.add(name)

    def _check_after(self, line: int, field: str, cell: str) -> None:
        if cell and not cell.isdecimal():
            self._tell(line, field, f'"{cell}" is not a number of seconds')


def _is_number(cell: str) -> bool:
    try:
        number = float(cell)
    except ValueError:
        return False
    return number - number == 0  # neither infinite nor NaN
