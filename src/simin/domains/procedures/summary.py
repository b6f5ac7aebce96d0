"""How a drill went: each step's time against its limit. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median

from simin.domains.procedures.states import State


@dataclass(frozen=True, kw_only=True)
class StepTime:
    """One step, as it went."""

    key: str
    name: dict[str, str]
    state: State
    limit: float
    #: Seconds from when it began to its end; None where it was not done.
    taken: float | None
    late: bool

    @property
    def within(self) -> bool:
        return self.taken is not None and not self.late


@dataclass(frozen=True, kw_only=True)
class Summary:
    """A drill in numbers that can be compared with another one's."""

    steps: Sequence[StepTime]

    @property
    def all(self) -> int:
        return len(self.steps)

    @property
    def done(self) -> int:
        return sum(step.state is State.DONE for step in self.steps)

    @property
    def in_time(self) -> int:
        return sum(step.within for step in self.steps)

    @property
    def skipped(self) -> int:
        return sum(step.state is State.SKIPPED for step in self.steps)

    @property
    def missed(self) -> int:
        """Of one that still runs, none yet."""
        return sum(step.state is State.MISSED for step in self.steps)

    @property
    def share_in_time(self) -> float | None:
        """Of what was done, missed, or is late by now; None where there is nothing of these."""
        ended = (State.DONE, State.MISSED)
        judged = sum(step.late or step.state in ended for step in self.steps)
        return self.in_time / judged if judged else None

    @property
    def median_share(self) -> float | None:
        """Of the limit, that the middle one of the steps took; None where nothing was done."""
        shares = [step.taken / step.limit for step in self.steps if step.taken is not None]
        return median(shares) if shares else None


def seconds(begun: datetime | None, ended: datetime | None) -> float | None:
    return (ended - begun).total_seconds() if begun and ended else None
