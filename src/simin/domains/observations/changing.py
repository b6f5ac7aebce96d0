"""Change and delete observations, as SensorThings allows their owner to.

Nothing is overwritten: a change is a later version that wins, a deletion a version that says so,
and both come through the fold like everything that arrives. So hours and days are summed up anew,
the latest value is found again, and what was told before can still be read in the raw rows.
"""

from collections.abc import Mapping
from datetime import datetime, tzinfo

import numpy as np
from django.db import transaction

from simin.domains.observations import columns, journal, latest, pending, positions, searching
from simin.domains.observations.columns import Columns, length, micros, taken
from simin.domains.observations.errors import UnknownObservationError
from simin.domains.observations.fold import fold
from simin.domains.observations.intake import FUTURE_TOLERANCE
from simin.domains.observations.models import LatestObservation
from simin.domains.observations.recording import fold_waiting
from simin.kit.errors import RejectedError

#: What a change may say, with the type of each.
CHANGEABLE: Mapping[str, type | tuple[type, ...]] = {
    "phenomenon_time": datetime,
    "phenomenon_end": (datetime, type(None)),
    "result_time": datetime,
    "result": (float, int, type(None)),
    "quality": str,
    "feature": (int, type(None)),
    "extra": (str, type(None)),
}


@transaction.atomic
def correct(observation: int, changes: Mapping[str, object], *, at: datetime, zone: tzinfo) -> None:
    """Change what ``changes`` name (columns of a found row) of ``observation``.

    Raises ``UnknownObservationError``, and ``RejectedError`` that names the column.
    """
    old = _standing(observation, zone)
    _check(changes, at)
    told = {name: columns.from_values(name, [value]) for name, value in changes.items()}
    new = old | _versioned(old, at) | told
    if "result_time" in told:
        new["result_time"] = np.maximum(new["result_time"], old["result_time"])
    _arrive([new] if _is_same_time(new, old) else _moved(old, new, at), at, zone)


@transaction.atomic
def delete(observation: int, *, at: datetime, zone: tzinfo) -> None:
    """``observation`` is no more. Raises ``UnknownObservationError``."""
    old = _standing(observation, zone)
    _arrive([_gone(old, at)], at, zone)


def _check(changes: Mapping[str, object], at: datetime) -> None:
    for name, value in changes.items():
        if name not in CHANGEABLE:
            raise RejectedError(name, "cannot be changed")
        if not isinstance(value, CHANGEABLE[name]):
            raise RejectedError(name, f"{value!r} is not what stands there")
        if isinstance(value, datetime) and value.tzinfo is None:
            raise RejectedError(name, "has no time zone; send an offset or Z")
    result, time = changes.get("result"), changes.get("phenomenon_time")
    if isinstance(result, float) and not np.isfinite(result):
        raise RejectedError("result", "is not a finite number; send null for no result")
    if isinstance(time, datetime) and time > at + FUTURE_TOLERANCE:
        raise RejectedError("phenomenon_time", f"lies after its arrival at {at}")


def _standing(observation: int, zone: tzinfo) -> Columns:
    """The version that counts; nothing is folded by others until the transaction ends."""
    positions.lock_fold()
    fold_waiting(zone)
    wanted = searching.Wanted(
        "observation = ?", [observation], "position", 1, 0, observation=observation
    )
    found = searching.rows(wanted)
    if not length(found):
        raise UnknownObservationError(f"there is no observation {observation}")
    return columns.whole(found, 1)


def _versioned(old: Columns, at: datetime) -> Columns:
    """A version after ``old``, whichever result time that has: the same twice would be a repeat."""
    return {"result_time": np.maximum(old["result_time"] + 1, micros(at))}


def _gone(old: Columns, at: datetime) -> Columns:
    return old | _versioned(old, at) | {"deleted": np.array([True])}


def _is_same_time(new: Columns, old: Columns) -> bool:
    return bool((new["phenomenon_time"] == old["phenomenon_time"]).all())


def _moved(old: Columns, new: Columns, at: datetime) -> list[Columns]:
    """Gone from where it stood, and the same observation elsewhere."""
    _, there = journal.versions(new["datastream_id"], new["phenomenon_time"])
    if there["counts"].any():
        raise RejectedError("phenomenon_time", "another observation of the datastream stands there")
    if length(there):
        # After what was removed there, too.
        after = np.max(there["result_time"]) + 1
        new["result_time"] = np.maximum(new["result_time"], after)
    return [_gone(old, at), new]


def _arrive(rows: list[Columns], at: datetime, zone: tzinfo) -> None:
    first = pending.allot(len(rows))
    placed = pending.placed(columns.joined(rows), first, run=None, received_at=at)
    fold(placed, zone, at=at)
    _find_latest(int(placed["datastream_id"][0]), placed)


def _find_latest(datastream: int, placed: Columns) -> None:
    """Where the latest value went, the newest that counts takes its place."""
    gone = taken(placed, placed["deleted"])
    row = LatestObservation.objects.get(datastream_id=datastream)
    if micros(row.phenomenon_time) not in gone["phenomenon_time"].tolist():
        return
    sealed = columns.micros_or_none(row.sealed_until)
    before: int | None = None
    while True:
        page = journal.page(datastream, before=before, limit=100, sealed_until=sealed)
        counting = np.flatnonzero(page["counts"])
        if len(counting):
            latest.replace(taken(page, counting[:1]))
            return
        if length(page) < 100:
            latest.replace(taken(gone, np.array([0])))
            return
        before = int(page["position"][-1])
