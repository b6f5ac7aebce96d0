"""An observation before it is kept, and what became of it. Pure."""

from dataclasses import dataclass, field
from datetime import datetime

from simin.kit.errors import RejectedError


@dataclass(frozen=True, slots=True)
class NewObservation:
    """One observation as a source brings it; all times aware."""

    #: Slug of its datastream.
    datastream: str
    phenomenon_time: datetime
    #: None: the source reports that it has no result.
    result: float | None
    #: When the result came to be; a correction has a later one. None: when it arrives.
    result_time: datetime | None = None
    #: Flags that speak against the result; any of them makes it invalid.
    quality: tuple[str, ...] = ()
    #: Original time of a replayed observation.
    recorded_at: datetime | None = None


@dataclass(kw_only=True)
class Recorded:
    """What became of a batch: accepted + corrected + repeated + rejected is its length."""

    #: Kept, and not the correction of a kept one.
    accepted: int = 0
    #: Known already, word for word; not kept again.
    repeated: int = 0
    #: Kept, and replaces a kept one of the same datastream and phenomenon time.
    corrected: int = 0
    #: Among the accepted: those that arrived behind a newer one.
    late: int = 0
    #: Index in the batch, and why.
    rejected: list[tuple[int, RejectedError]] = field(default_factory=list)
