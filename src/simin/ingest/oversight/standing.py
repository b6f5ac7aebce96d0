"""How a feed stands, in one word, from what is kept about it. Pure.

One word only: where several are true, the one that a person would have to act on first.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class State(StrEnum):
    """The words of the board, the most urgent first."""

    #: The source said no; nothing is asked until someone looks.
    REFUSING = "refusing"
    #: The source does not answer.
    DOWN = "down"
    #: What came is not believed, or a good part of it could not be read.
    QUARANTINE = "quarantine"
    #: It answers, and what it says cannot be right (a detector's finding).
    SUSPECT = "suspect"
    STALE = "stale"
    LATE = "late"
    #: Never ran.
    WAITING = "waiting"
    NO_KEY = "no-key"
    PAUSED = "paused"
    OFF = "off"
    #: The city is replayed, or lives in real time: this feed has no place in it.
    RESTING = "resting"
    LIVE = "live"
    REPLAYED = "replayed"
    SYNTHETIC = "synthetic"

    @property
    def wrong(self) -> bool:
        """Whether someone should look."""
        return self in WRONG

    @property
    def urgency(self) -> int:
        """0 is the most urgent."""
        return list(State).index(self)


WRONG = frozenset(
    {State.REFUSING, State.DOWN, State.QUARANTINE, State.SUSPECT, State.STALE, State.LATE}
)


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What is known of a feed."""

    kind: str
    enabled: bool
    runs: bool
    lacks_secret: bool
    paused: bool
    #: City time at which it last did well; None: never.
    good_at: datetime | None
    #: Seconds until a value counts as late.
    budget: int
    ran: bool
    #: Of the last regular run.
    outcome: str
    rejected: int
    stopped: bool
    failing: bool
    #: How many findings of the detectors stand against it.
    findings: int = 0


def state(facts: Facts, now: datetime) -> State:
    """``now`` in city time."""
    aside = _aside(facts, now)
    if aside is not None:
        return aside
    if facts.stopped:
        return State.REFUSING
    if facts.failing:
        return State.QUARANTINE if facts.outcome == "implausible" else State.DOWN
    if not facts.ran or facts.good_at is None:
        return State.WAITING
    return _answering(facts, now - facts.good_at)


def _aside(facts: Facts, now: datetime) -> State | None:
    """What never runs here, or not now."""
    if not facts.runs and not _stands_in(facts, now):
        return State.RESTING if facts.enabled else State.OFF
    if facts.kind == "recording":
        return State.SUSPECT if facts.findings else State.REPLAYED
    if facts.kind == "synthetic":
        return State.SYNTHETIC
    if not facts.enabled:
        return State.OFF
    if facts.paused:
        return State.PAUSED
    return State.NO_KEY if facts.lacks_secret else None


def _stands_in(facts: Facts, now: datetime) -> bool:
    """Whether a recording was played of late for a feed that lacks its key."""
    if facts.kind != "recording" or facts.good_at is None:
        return False
    return (now - facts.good_at).total_seconds() <= 2 * facts.budget


def _answering(facts: Facts, age: timedelta) -> State:
    seconds = age.total_seconds()
    if seconds > 2 * facts.budget:
        return State.STALE
    if facts.rejected:
        return State.QUARANTINE
    if facts.findings:
        return State.SUSPECT
    return State.LATE if seconds > facts.budget else State.LIVE
