"""Seal hot rows, make large segments of small ones, forget files whose place others took.

Work of the worker process. Each step writes its files while others write on, and is then one short
transaction; what a kill leaves behind is a file that no catalogue knows, which is swept. Rows move
only under the fold's lock, so nothing is folded meanwhile; what was superseded since the files were
written stays noted.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import batched
from typing import Any

import numpy as np
from django.conf import settings
from django.db import connection, transaction

from simin.domains.observations import bulk, journal, positions, segments
from simin.domains.observations.columns import COLUMNS, Column, Columns, from_rows, length, taken
from simin.domains.observations.models import Observation, Segment, Superseded
from simin.kit import whole_file
from simin.kit.parquet import files
from simin.kit.parquet.reading import Reading

#: Rows that may be sealed from which it is worth a file.
ENOUGH = 50_000
#: Rows sealed in one step.
AT_ONCE = 200_000
#: Small segments of a month from which they are made one.
SEVERAL = 8
#: Rows from which a segment is large.
LARGE = 2_000_000
#: Rows of one segment that are noted as superseded from which it is written anew without notes:
#: every question goes by all notes.
MANY_NOTED = 20_000
#: How long a file stays for those who read it.
GRACE = timedelta(minutes=10)
#: How long an unknown file may be one that is about to be entered.
STRAY = timedelta(hours=1)
_BATCH = 5000


def seal() -> int:
    """Seal all but the newest hot rows of each datastream; how many rows."""
    sealed = 0
    while (ready := prepare()) is not None and enter(ready):
        sealed += length(ready.rows)
    return sealed


@dataclass(frozen=True)
class Prepared:
    """Hot rows as their files hold them; no catalogue knows those yet."""

    rows: Columns
    files: Sequence[segments.Written]
    #: Of the catalogue in which the rows were hot.
    generation: int


def prepare() -> Prepared | None:
    """Write what may be sealed into files, while others write on; None: not worth it yet."""
    if not segments.are_used() or _waiting() < ENOUGH:
        return None
    generation = positions.generation()
    rows = _sealable()
    return Prepared(rows, segments.written(rows), generation) if length(rows) >= ENOUGH else None


@transaction.atomic
def enter(ready: Prepared) -> bool:
    """Let the files count in place of the rows, unless rows were moved or forgotten since."""
    positions.lock_fold()
    if positions.generation() != ready.generation:
        return False
    rows = ready.rows
    segments.enter(rows, ready.files)
    _take_out(rows)
    late = np.isin(rows["position"], journal.noted(rows["position"]))
    segments.edited(rows["position"][late], rows["phenomenon_time"][late])
    positions.catalogue_changed()
    return True


def _waiting() -> int:
    """How many rows may be sealed, counted by their index before anybody has to wait for it."""
    count = (
        "SELECT COALESCE(SUM(rows - %s), 0) FROM (SELECT COUNT(*) AS rows "  # noqa: S608 - ours
        f"FROM {bulk.table(Observation)} GROUP BY datastream_id) AS streams WHERE rows > %s"
    )
    with connection.cursor() as cursor:
        cursor.execute(count, [journal.HOT, journal.HOT])
        return int(cursor.fetchone()[0])


def _sealable() -> Columns:
    """Hot rows but the newest of each datastream, by datastream and time; not all at once."""
    statement = (
        f"SELECT {', '.join(COLUMNS)} FROM (SELECT *, ROW_NUMBER() OVER "  # noqa: S608 - ours
        "(PARTITION BY datastream_id ORDER BY phenomenon_time DESC, position DESC) AS place "
        f"FROM {bulk.table(Observation)}) WHERE place > %s LIMIT %s"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [journal.HOT, AT_ONCE])
        rows = from_rows(map(_read, cursor.fetchall()))
    return _sorted(rows)


def _read(row: Sequence[Any]) -> list[Any]:
    return bulk.read_times(COLUMNS, row)


def _sorted(rows: Columns) -> Columns:
    order = np.lexsort((rows["position"], rows["phenomenon_time"], rows["datastream_id"]))
    return taken(rows, order)


def _take_out(rows: Columns) -> None:
    """The rows are sealed; those that count in their file no more need a note for it."""
    for part in batched(rows["position"].tolist(), _BATCH):
        Observation.objects.filter(position__in=part).delete()
    for part in batched(rows["position"][~rows["counts"]].tolist(), _BATCH):
        Superseded.objects.filter(position__in=part).delete()


def compact(*, now: datetime) -> int:
    """Make one large segment of the small ones of a month, and anew what many notes are about.

    How many gave way. ``now`` is real.
    """
    given_way = 0
    for month, small in _small_by_month().items():
        if len(small) >= SEVERAL:
            given_way += rewrite(small, month, now=now)
    for segment in filter(_is_much_noted, segments.standing()):
        given_way += rewrite([segment], segment.file[:7], now=now)
    return given_way


def _is_much_noted(segment: Segment) -> bool:
    noted = _noted([segment])
    if not segment.edition or len(noted) < MANY_NOTED:
        return False
    with Reading(settings.SIMIN_OBSERVATIONS) as reading:
        reading.hand_in("superseded", {"position": noted})
        return len(reading.rows(_NOTED.format(files=_literal([segment])))) >= MANY_NOTED


def _small_by_month() -> dict[str, list[Segment]]:
    months: dict[str, list[Segment]] = defaultdict(list)
    for segment in segments.standing():
        if segment.rows < LARGE:
            months[segment.file[:7]].append(segment)
    return months


def rewrite(
    old: Sequence[Segment],
    month: str,
    *,
    now: datetime,
    kept: str = "TRUE",
    further: Mapping[str, Columns] | None = None,
) -> int:
    """Put one segment in the place of ``old``, with the rows for which ``kept`` holds.

    ``kept`` may ask the ``further`` relations. The file is written before the transaction: rows
    superseded meanwhile stay noted.
    """
    noted = _noted(old)
    with Reading(settings.SIMIN_OBSERVATIONS) as reading:
        for name, columns in {"superseded": {"position": noted}, **(further or {})}.items():
            reading.hand_in(name, columns)
        files_read = _literal(old)
        done = reading.columns(_NOTED.format(files=files_read))["position"]
        select = _REWRITTEN.format(files=files_read, kept=kept)
        keys = reading.columns(f"SELECT {_KEYS} FROM ({select})")  # noqa: S608 - ours
        if not len(keys["position"]):
            return _replaced(old, None, None, done, now)
        written = segments.write(reading, f"{select} {_ORDERED}", month)
    return _replaced(old, written, keys, done, now)


_KEYS = "position, datastream_id, epoch_us(phenomenon_time) AS phenomenon_time"
#: Notes that need not be kept: they are about rows of these files, which are written as such or not
#: at all.
_NOTED = (
    "SELECT position FROM read_parquet([{files}]) "
    "WHERE position IN (SELECT position FROM superseded)"
)
_ORDERED = "ORDER BY datastream_id, phenomenon_time, position"
_REWRITTEN = (
    "SELECT * REPLACE (counts AND position NOT IN (SELECT position FROM superseded) AS counts) "
    "FROM read_parquet([{files}]) WHERE {kept}"
)


def _literal(found: Sequence[Segment]) -> str:
    """Names are ours: the folder's, a month and a checksum."""
    return ", ".join("'{}'".format(path.replace("'", "''")) for path in segments.paths(found))


def _noted(old: Sequence[Segment]) -> Column:
    first = min(segment.first_position for segment in old)
    last = max(segment.last_position for segment in old)
    found = Superseded.objects.filter(position__range=(first, last))
    return np.fromiter(found.values_list("position", flat=True), np.int64)


@transaction.atomic
def _replaced(
    old: Sequence[Segment],
    written: tuple[str, files.Written] | None,
    keys: Columns | None,
    done: Column,
    now: datetime,
) -> int:
    """Change the catalogue, unless another did."""
    positions.lock_fold()
    rows = Segment.objects.filter(id__in=[segment.id for segment in old], retired_at=None)
    if rows.count() != len(old):
        return 0
    rows.update(retired_at=now)
    if written is not None and keys is not None:
        segments.catalogued(written, keys)
    for part in batched(done.tolist(), _BATCH):
        Superseded.objects.filter(position__in=part).delete()
    positions.catalogue_changed()
    return len(old)


def discard(*, now: datetime) -> int:
    """Remove files that nobody reads any more, and strays. ``now`` is real time."""
    gone = list(Segment.objects.filter(retired_at__lt=now - GRACE))
    Segment.objects.filter(id__in=[segment.id for segment in gone]).delete()
    known = set(Segment.objects.values_list("file", flat=True))
    folder = settings.SIMIN_OBSERVATIONS
    for segment in gone:
        if segment.file not in known:
            (folder / segment.file).unlink(missing_ok=True)
    before = (now - STRAY).timestamp()
    list(whole_file.sweep(folder, known=known, suffix=files.SUFFIX, before=before))
    return len(gone)


def damaged() -> list[str]:
    """Files that are not what the catalogue says, or not there."""
    return [segment.file for segment in segments.standing() if not _is_whole(segment)]


def _is_whole(segment: Segment) -> bool:
    path = settings.SIMIN_OBSERVATIONS / segment.file
    return path.is_file() and files.checksum(path) == segment.sha256
