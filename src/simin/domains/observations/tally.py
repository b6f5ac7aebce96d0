"""Many observations summed up: the content of a roll-up, as it is read; ``tallies`` makes it."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Tally:
    count: int = 0
    total: float = 0.0
    minimum: float | None = None
    maximum: float | None = None
    #: Result with the newest phenomenon time, ``last_at``.
    last: float | None = None
    last_at: datetime | None = None
    #: Observations without a usable result.
    invalid: int = 0

    @property
    def mean(self) -> float | None:
        return self.total / self.count if self.count else None
