"""Monthly partitions of the journal's table on PostgreSQL, made before a row needs them.

A partition is one UTC month of phenomenon time, so a question about a time reads its months only,
an index stays as small as a month, and a month of which nothing is kept goes as a whole. There is
no default partition: a row in it would be read by every question, and would have to be moved by
hand once its month is made. What lies before 1990, where broken clocks put things, is kept in one.

Elsewhere than on PostgreSQL nothing happens here.
"""

# ruff: noqa: S608 - names are ours: the table's and a month
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

import numpy as np
from django.db import OperationalError, connection, transaction

from simin.domains.observations import bulk, positions
from simin.domains.observations.columns import Column, moment
from simin.domains.observations.models import Datastream, Observation

#: Months that are made ahead, that no fold has to wait for one.
AHEAD = 3
#: As the migration has it.
EARLY = datetime(1990, 1, 1, tzinfo=UTC)
_PARENT = Observation._meta.db_table
#: Less than PostgreSQL waits before it takes a lock for a dead one and ends somebody else's work.
_PATIENCE = "SET LOCAL lock_timeout = '500ms'"


def are_used() -> bool:
    return bool(connection.vendor == "postgresql")


def ensure(times: Column) -> None:
    """Make what is missing for rows of these phenomenon times; in the transaction of a fold."""
    if not are_used() or not len(times):
        return
    months = np.unique(times.view("datetime64[us]").astype("datetime64[M]"))
    _make(moment(int(month.astype("datetime64[us]").astype(np.int64))) for month in months)


@transaction.atomic
def make_ahead(now: datetime) -> int:
    """Make the months that are about to begin at city time ``now``; how many were missing."""
    if not are_used():
        return 0
    positions.lock_fold()
    first = now.astimezone(UTC).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    months = [first]
    for _ in range(AHEAD):
        months.append(_next(months[-1]))
    return _make(months)


def _make(months: Iterable[datetime]) -> int:
    """Attached rather than created in its place: that lets others read and write meanwhile."""
    known = standing()
    missing = [month for month in months if month >= EARLY and month not in known]
    for month in missing:
        name, until = _name(month), _next(month)
        _do(f"CREATE TABLE {name} (LIKE {_PARENT} INCLUDING DEFAULTS)")
        _do(
            f"ALTER TABLE {_PARENT} ATTACH PARTITION {name} "
            f"FOR VALUES FROM ('{month.isoformat()}') TO ('{until.isoformat()}')"
        )
    return len(missing)


def standing() -> set[datetime]:
    """The months that have a partition."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_inherits JOIN pg_class ON pg_class.oid = inhrelid "
            "WHERE inhparent = %s::regclass",
            [_PARENT],
        )
        names = [str(row[0]).removeprefix(f"{_PARENT}_") for row in cursor.fetchall()]
    return {
        datetime.strptime(name, "%Y_%m").replace(tzinfo=UTC) for name in names if name != "early"
    }


def drop_forgotten(ends: Mapping[int, datetime]) -> int:
    """Drop the months in which no datastream has anything to keep; how many.

    ``ends`` are the datastreams that forget and before when, noted already, so that nothing of
    before comes back. Each month goes in a transaction of its own, as nobody reads meanwhile.
    """
    if not are_used() or not ends:
        return 0
    latest = max(ends.values())
    over = [month for month in sorted(standing()) if _next(month) <= latest]
    return sum(_drop(month) for month in over if not _keeps(month, ends))


def _keeps(month: datetime, ends: Mapping[int, datetime]) -> bool:
    """One probe of the index for each datastream; rows of one that is gone keep nothing."""
    over = [stream for stream, end in ends.items() if end >= _next(month)]
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT EXISTS (SELECT 1 FROM {bulk.table(Datastream)} AS stream "
            "WHERE NOT stream.id = ANY(%s) AND EXISTS "
            f"(SELECT 1 FROM {_name(month)} AS kept WHERE kept.datastream_id = stream.id))",
            [over],
        )
        return bool(cursor.fetchone()[0])


def _drop(month: datetime) -> bool:
    """A month that somebody reads for longer stays until the next turn."""
    try:
        with transaction.atomic():
            positions.lock_fold()
            _do(_PATIENCE)
            _do(f"DROP TABLE {_name(month)}")
            _do("SET LOCAL lock_timeout = DEFAULT")
    except OperationalError:
        return False
    return True


def _name(month: datetime) -> str:
    return f"{_PARENT}_{month:%Y_%m}"


def _next(month: datetime) -> datetime:
    return month.replace(year=month.year + month.month // 12, month=month.month % 12 + 1)


def _do(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
