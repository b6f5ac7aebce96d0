"""How a run ended, and what it brought. Pure."""

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from simin.ingest.feeds import Record, Rejected
from simin.ingest.feeds.profile import ColumnProfile


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
    #: Among the stored observations: known ones that came otherwise.
    corrected: int = 0
    #: Observations among the stored and repeated.
    observed: int = 0
    #: By where they stood.
    rejected: list[Rejected] = field(default_factory=list)
    #: Standing records that the source no longer has.
    gone: int = 0
    #: Standing records that are new or other than before.
    changes: list[Record] = field(default_factory=list)


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
    #: Among the stored.
    corrected: int = 0
    rejected: int = 0
    #: Of the rejected: read, and not taken.
    refused: int = 0
    #: Of the stored and repeated: handed to the store of observations.
    observed: int = 0
    gone: int = 0
    #: Newest phenomenon time among the observations that it brought.
    newest: datetime | None = None
    noticed: dict[str, str] = field(default_factory=dict)
    #: Names of its requests.
    asked: set[str] = field(default_factory=set)
    #: Slugs that observations were read for.
    datastreams: set[str] = field(default_factory=set)
    #: What the source's columns looked like in the first answer that had any.
    profile: tuple[ColumnProfile, ...] = ()
    #: The first few of each, to look at.
    records: list[Record] = field(default_factory=list)
    faults: list[Rejected] = field(default_factory=list)
    reasons: Counter[str] = field(default_factory=Counter)

    #: How many of each are shown.
    SHOWN = 20

    def read(
        self,
        records: tuple[Record, ...],
        rejected: tuple[Rejected, ...],
        *,
        held: int | None = None,
    ) -> None:
        """Count what a payload held, and what was made of it."""
        self.fetched += len(records) + len(rejected) if held is None else held
        self.parsed += len(records)
        times = (one.at for one in records if one.kind == "observation")
        self.newest = max(filter(None, [self.newest, *times]), default=None)
        self.datastreams |= {
            str(one.values.get("datastream")) for one in records if one.kind == "observation"
        }
        self.records += records[: max(0, self.SHOWN - len(self.records))]
        self.fault(rejected)

    def fault(self, rejected: tuple[Rejected, ...]) -> None:
        self.rejected += len(rejected)
        self.faults += rejected[: max(0, self.SHOWN - len(self.faults))]
        self.reasons.update(one.reason for one in rejected)

    def bare(self) -> "Report":
        """The counts alone, without the source's words."""
        return replace(self, noticed={}, profile=(), records=[], faults=[], reasons=Counter())

    def keep(self, kept: Kept) -> None:
        """Count what became of the records."""
        self.stored += kept.stored
        self.repeated += kept.repeated
        self.corrected += kept.corrected
        self.observed += kept.observed
        self.gone += kept.gone
        self.refused += len(kept.rejected)
        self.fault(tuple(kept.rejected))
