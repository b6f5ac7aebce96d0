"""How a kiosk stands, in one word, by what it last reported. Pure; times are real."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from simin.kit.errors import RejectedError

#: A kiosk reports once a minute.
LATE = timedelta(minutes=3)
DOWN = timedelta(minutes=10)
#: Behind the newest picture by more than that, a kiosk that reports is late all the same.
BEHIND = timedelta(minutes=10)


class State(StrEnum):
    """The most urgent first."""

    DOWN = "down"
    LATE = "late"
    #: Never reported.
    WAITING = "waiting"
    LIVE = "live"

    @property
    def wrong(self) -> bool:
        return self in (State.DOWN, State.LATE)


@dataclass(frozen=True, kw_only=True)
class Report:
    """What a kiosk says of itself; nothing about who stands before it."""

    version: str
    #: Number of the frame that it shows.
    frame: int
    #: Seconds since that picture came.
    age: int
    #: Faults of the page since it was loaded.
    errors: int
    #: Seconds since it was loaded.
    up: int

    def check(self) -> None:
        """Raises ``RejectedError`` naming the field."""
        if len(self.version) > 40:
            raise RejectedError("version", "at most 40 characters")
        for field in ("frame", "age", "errors", "up"):
            if not 0 <= getattr(self, field) <= 2**53:
                raise RejectedError(field, "a whole number from 0 on")


def state(reported_at: datetime | None, age: int, now: datetime) -> State:
    if reported_at is None:
        return State.WAITING
    silent = now - reported_at
    if silent > DOWN:
        return State.DOWN
    late = silent > LATE or timedelta(seconds=age) > BEHIND
    return State.LATE if late else State.LIVE
