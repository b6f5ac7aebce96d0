"""An observation before it is kept, and what became of it. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from simin.domains.observations.columns import Column, from_values
from simin.kit.errors import RejectedError

_COPIED = (
    "phenomenon_time",
    "phenomenon_end",
    "result_time",
    "result",
    "recorded_at",
    "feature",
    "extra",
)


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
    #: End of a phenomenon that lasted.
    phenomenon_end: datetime | None = None
    #: FeatureOfInterest.
    feature: int | None = None
    #: JSON of what has no column.
    extra: str | None = None


@dataclass(kw_only=True)
class Recorded:
    """What became of a batch; accepted, corrected, repeated, dropped and rejected are all of it."""

    #: Kept, and not the correction of a kept one.
    accepted: int = 0
    #: Known already, word for word; not kept again.
    repeated: int = 0
    #: Kept, and replaces a kept one of the same datastream and phenomenon time.
    corrected: int = 0
    #: Among the accepted: those that arrived behind a newer one.
    late: int = 0
    #: Older than what retention keeps of their datastream.
    dropped: int = 0
    #: Index in the batch, and why.
    rejected: list[tuple[int, RejectedError]] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class Appended:
    """What was made durable: positions ``first`` to ``first + count - 1``, in the batch's order."""

    first: int
    count: int
    #: Index in the batch, and why.
    rejected: list[tuple[int, RejectedError]]


@dataclass(kw_only=True)
class FoldedAll:
    """What became of the rows that were pending."""

    #: Rows taken off the journal.
    rows: int = 0
    accepted: int = 0
    repeated: int = 0
    corrected: int = 0
    late: int = 0
    #: Their datastream is gone, or they are older than what retention keeps.
    dropped: int = 0


def as_columns(observations: Sequence[NewObservation], streams: Sequence[int]) -> dict[str, Column]:
    """``observations`` as columns; ``streams`` are the ids of their datastreams."""
    columns = {
        name: from_values(name, [getattr(new, name) for new in observations]) for name in _COPIED
    }
    quality = ["\n".join(new.quality) for new in observations]
    return columns | {
        "datastream_id": from_values("datastream_id", streams),
        "quality": from_values("quality", quality),
    }
