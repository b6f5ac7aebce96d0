"""Which observations may be kept at all. Pure; one bad observation never costs the batch."""

import math
from collections.abc import Container
from datetime import datetime, timedelta

from simin.domains.observations.observation import NewObservation
from simin.kit.errors import RejectedError

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
