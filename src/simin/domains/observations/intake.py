"""Which observations may be kept at all. Pure; one bad observation never costs the batch."""

import math
from collections.abc import Container, Mapping
from datetime import datetime, timedelta

import numpy as np

from simin.domains.observations.chunk import ARRIVING
from simin.domains.observations.columns import NONE, Column, Columns, dtype, micros
from simin.domains.observations.observation import NewObservation
from simin.kit.errors import RejectedError

#: Index in the batch, and why.
type Faults = dict[int, RejectedError]

#: How far a sensor's clock may be ahead of the city's.
FUTURE_TOLERANCE = timedelta(minutes=10)
#: Flags are kept one a line.
_SEPARATOR = "\n"


def fault(
    new: NewObservation, known: Container[str], received_at: datetime
) -> RejectedError | None:
    """Why ``new`` cannot be kept, or None."""
    if new.datastream not in known:
        return RejectedError("datastream", f"no datastream has the slug {new.datastream!r}")
    if new.result is not None and not math.isfinite(new.result):
        return RejectedError("result", "is not a finite number; send null for no result")
    for name in ("phenomenon_time", "result_time", "recorded_at"):
        at = getattr(new, name)
        if at is not None and at.tzinfo is None:
            return RejectedError(name, "has no time zone; send an offset or Z")
    if new.phenomenon_time > received_at + FUTURE_TOLERANCE:
        return RejectedError("phenomenon_time", f"lies after its arrival at {received_at}")
    if any(not flag or _SEPARATOR in flag for flag in new.quality):
        return RejectedError("quality", "a flag is empty or has a line break")
    return None


def faults(rows: Mapping[str, Column], known: Container[int], received_at: datetime) -> Faults:
    """As ``fault``, for columns of datastream ids and microseconds."""
    latest = micros(received_at + FUTURE_TOLERANCE)
    streams, index = np.unique(rows["datastream_id"], return_inverse=True)
    absent = np.array([stream not in known for stream in streams.tolist()], np.bool_)
    checks: list[tuple[str, str, Column]] = [
        ("datastream", "no datastream has this id", absent[index]),
        ("phenomenon_time", f"lies after its arrival at {received_at}",
         rows["phenomenon_time"] > latest),
        ("phenomenon_time", "is missing", rows["phenomenon_time"] == NONE),
        ("result", "is not a finite number; send null for no result", np.isinf(rows["result"])),
    ]  # fmt: skip
    found: Faults = {}
    for name, reason, wrong in checks:
        for row in np.flatnonzero(wrong).tolist():
            found.setdefault(row, RejectedError(name, reason))
    return found


#: Columns that every batch has, and those that it may have.
_NEEDED = ("datastream_id", "phenomenon_time", "result")
_ALLOWED = {*ARRIVING} - {"deleted", "observation"}


def checked(rows: Mapping[str, Column]) -> Columns:
    """``rows`` in the types of their columns; raises ``RejectedError`` that names one."""
    for name in _NEEDED:
        if name not in rows:
            raise RejectedError(name, "this column is missing")
    count = len(rows["datastream_id"])
    given: Columns = {}
    for name, values in rows.items():
        if name not in _ALLOWED:
            raise RejectedError(name, "is no column of an observation")
        if len(values) != count:
            raise RejectedError(name, f"has {len(values)} rows, and datastream_id has {count}")
        given[name] = np.asarray(values, dtype(name))
    return given
