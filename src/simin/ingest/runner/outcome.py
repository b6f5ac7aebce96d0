"""How a run ended, and what it brought. Pure."""

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum

from simin.ingest.feeds import Record, Rejected


class Outcome(StrEnum):
    """How a run ended; kept in ``Run.outcome``."""

    #: Under way, or its process was killed.
    RUNNING = "running"
    COMPLETE = "complete"
    #: The source says that nothing changed.
    UNCHANGED = "unchanged"
    #: Backing off; what came before the failure is kept.
    UNAVAILABLE = "unavailable"
    #: The day's calls are used up; goes on tomorrow.
    QUOTA = "quota"
    #: Stopped until someone looks.
    REFUSED = "refused"
    #: Nothing of the implausible part was written.
    IMPLAUSIBLE = "implausible"
    #: Our own fault: the kind or the database failed.
    BROKEN = "broken"
    #: The engine was stopped or killed.
    INTERRUPTED = "interrupted"

    @property
    def good(self) -> bool:
        return self in {Outcome.COMPLETE, Outcome.UNCHANGED}


@dataclass
class Kept:
    """What became of records; ``stored`` + ``repeated`` + the length of ``rejected`` is all."""

    stored: int = 0
    repeated: int = 0
    #: By where they stood.
    rejected: list[Rejected] = field(default_factory=list)
    #: Standing records that the source no longer has.
    gone: int = 0


@dataclass
class Report:
    """One run as its caller sees it."""

    feed: str
    #: None: a dry run.
    run: str | None
    outcome: Outcome = Outcome.RUNNING
    problem: str = ""
    calls: int = 0
    fetched: int = 0
    parsed: int = 0
    stored: int = 0
    repeated: int = 0
    rejected: int = 0
    gone: int = 0
    noticed: dict[str, str] = field(default_factory=dict)
    #: The first few of each, to look at.
    records: list[Record] = field(default_factory=list)
    faults: list[Rejected] = field(default_factory=list)
    reasons: Counter[str] = field(default_factory=Counter)

    #: How many of each are shown.
    SHOWN = 20

    def read(self, records: tuple[Record, ...], rejected: tuple[Rejected, ...]) -> None:
        """Count what a payload held."""
        self.fetched += len(records) + len(rejected)
        self.parsed += len(records)
        self.records += records[: max(0, self.SHOWN - len(self.records))]
        self.fault(rejected)

    def fault(self, rejected: tuple[Rejected, ...]) -> None:
        self.rejected += len(rejected)
        self.faults += rejected[: max(0, self.SHOWN - len(self.faults))]
        self.reasons.update(one.reason for one in rejected)

    def keep(self, kept: Kept) -> None:
        """Count what became of the records."""
        self.stored += kept.stored
        self.repeated += kept.repeated
        self.gone += kept.gone
        self.fault(tuple(kept.rejected))
