"""What queries answer with: plain values, never rows that could be saved."""

from dataclasses import dataclass, field
from datetime import datetime

from simin.domains.observations.tally import Tally
from simin.domains.picture.card import Origin, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceState:
    """A source and how it does."""

    id: str
    name: Words
    origin: Origin
    department: str | None
    budget: int
    licence: str
    attribution: Words
    homepage: str
    quality: dict[str, Words]
    last_success_at: datetime | None
    down_since: datetime | None
    failure: str
    #: Feed to its own budget.
    budgets: dict[str, int] = field(default_factory=dict)

    def budget_of(self, run: str | None) -> int:
        """Seconds after which a value that ``run`` brought counts as late: its feed's, or ours."""
        feed = (run or "").rpartition("@")[0]
        return self.budgets.get(feed, self.budget)


@dataclass(frozen=True, slots=True)
class Stream:
    """A datastream."""

    slug: str
    family: str
    district: str | None
    property: str
    source: str
    unit: str
    period: int


@dataclass(frozen=True, slots=True)
class FamilyTold:
    """What datastreams of a family observe."""

    family: str
    property: str
    unit: str


@dataclass(frozen=True, slots=True)
class FamilyLine:
    """A family; of one that mixes properties, units or sources, the first by name."""

    family: str
    property: str
    unit: str
    source: str
    #: Seconds that one observation stands for.
    period: int
    streams: int
    #: How many are of a district.
    placed: int
    #: Observations that were ever kept.
    kept: int
    newest: datetime | None
    received: datetime | None


@dataclass(frozen=True, slots=True)
class Alike:
    """Datastreams of one family that say the same of themselves, together."""

    source: str
    family: str
    unit: str
    period: int
    district: str | None
    #: Slug of the first of them, and how many they are.
    first: str
    streams: int


@dataclass(frozen=True, slots=True)
class Latest:
    """The newest observation of a datastream."""

    slug: str
    family: str
    district: str | None
    source: str
    phenomenon_time: datetime
    result_time: datetime
    received_at: datetime
    result: float | None
    #: Flags against the result.
    quality: tuple[str, ...]
    recorded_at: datetime | None
    run: str | None
    #: Observations of the datastream ever kept.
    kept: int

    @property
    def valid(self) -> bool:
        """Whether the result may be used: there is one, and no flag speaks against it."""
        return self.result is not None and not self.quality


@dataclass(frozen=True, slots=True)
class Span:
    """One hour or day of a datastream."""

    slug: str
    family: str
    district: str | None
    start: datetime
    tally: Tally


@dataclass(frozen=True, slots=True)
class RawRow:
    """One row of the journal."""

    position: int
    phenomenon_time: datetime
    result_time: datetime
    received_at: datetime
    result: float | None
    quality: tuple[str, ...]
    recorded_at: datetime | None
    run: str | None


@dataclass(frozen=True, slots=True)
class Found:
    """The version of an observation that counts."""

    position: int
    #: What the observation is known by, whatever its version.
    observation: int
    datastream_id: int
    phenomenon_time: datetime
    phenomenon_end: datetime | None
    result_time: datetime
    received_at: datetime
    result: float | None
    #: Flags, one a line.
    quality: str
    recorded_at: datetime | None
    run: str | None
    feature: int | None
    extra: str | None


@dataclass(frozen=True, slots=True)
class SearchPage:
    """Some of what was found, and how many there are; None: nobody asked."""

    rows: list[Found]
    total: int | None


@dataclass(frozen=True, slots=True)
class Arrivals:
    """What became of the rows that arrived, ever."""

    #: Versions kept.
    kept: int
    #: Of those: behind a newer observation when they arrived.
    late: int
    #: Of those: replaced a version that counted.
    corrected: int
    #: Of those: came after a newer version of theirs.
    outdated: int
    #: Known already; not kept again.
    repeated: int


@dataclass(frozen=True, slots=True)
class OfRun:
    """What the store made of the rows of one run."""

    fresh: int = 0
    late: int = 0
    corrected: int = 0
    outdated: int = 0
    repeated: int = 0
    dropped: int = 0
    #: Of the oldest and the newest of its rows; 0: it brought none.
    first_position: int = 0
    last_position: int = 0

    @property
    def kept(self) -> int:
        return self.fresh + self.late + self.corrected + self.outdated

    @property
    def all(self) -> int:
        return self.kept + self.repeated + self.dropped


@dataclass(frozen=True, slots=True)
class There:
    """Rows of a run that readers find."""

    kept: int
    #: Of those the versions that count.
    counting: int


@dataclass(frozen=True, slots=True)
class FamilySpan:
    """One hour of all datastreams of a family."""

    family: str
    start: datetime
    count: int
    total: float
    minimum: float | None
    maximum: float | None
    invalid: int

    @property
    def mean(self) -> float | None:
        return self.total / self.count if self.count else None


@dataclass(frozen=True, slots=True)
class RawPage:
    """Rows, and what to hand in as ``before`` for the next page; None: this was the last."""

    rows: list[RawRow]
    next: int | None


def flags(quality: str) -> tuple[str, ...]:
    """Flags as they are kept, one a line."""
    return tuple(quality.split("\n")) if quality else ()
