"""What queries answer with: plain values, never rows that could be saved."""

from dataclasses import dataclass
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
class RawPage:
    """Rows, and what to hand in as ``before`` for the next page; None: this was the last."""

    rows: list[RawRow]
    next: int | None


def flags(quality: str) -> tuple[str, ...]:
    """Flags as they are kept, one a line."""
    return tuple(quality.split("\n")) if quality else ()
