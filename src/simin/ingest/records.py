"""What sources hand over: plain records with city time on them, not yet stored anywhere.

All times are aware and UTC. Nothing here is checked; the domains check what they take.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal, Protocol, runtime_checkable

#: How a single step came to be known; a recorded incident also has assumed (synthetic) steps.
type OriginName = Literal["measured", "replayed", "synthetic"]


@dataclass(frozen=True, slots=True)
class TimedObservation:
    """One result of one datastream."""

    #: City time at which it becomes known here.
    at: datetime
    datastream: str
    source: str
    #: City time at which the described hour or day begins.
    phenomenon_time: datetime
    result: float
    #: Original time of a replayed value; None for others.
    recorded_at: datetime | None = None
    #: Seconds for which the value stands.
    period: int = 0
    #: Flags of the source that speak against the value.
    quality: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class IncidentReport:
    """What is known when an incident is reported."""

    kind: str
    severity: str
    title: dict[str, str]
    reported_at: datetime
    district: str
    neighbourhood: str
    place: dict[str, str]
    #: The neighbourhood's point, never the exact place.
    longitude: float
    latitude: float
    recorded_at: datetime | None = None
    #: Facts of the recording, as numbers: ``deaths``, ``injuries``, ``damage_won``.
    facts: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TimedIncidentStep:
    """An incident reaches a state; the first step carries the report."""

    #: City time of the step.
    at: datetime
    #: Natural key, the same whenever it is asked for: ``fires-2021/0123/loop-0``.
    key: str
    source: str
    state: str
    origin: OriginName
    recorded_at: datetime | None = None
    #: Only on the step ``reported``.
    report: IncidentReport | None = None


@dataclass(frozen=True, slots=True)
class TimedNotice:
    """The city says something; the title may exist in one language only."""

    at: datetime
    #: Natural key: ``events-2024/149289/loop-0``.
    key: str
    source: str
    title: dict[str, str]
    category: dict[str, str] | None = None
    summary: dict[str, str] | None = None
    district: str | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    link: str | None = None
    recorded_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class TimedRow:
    """A row of a data set as it stands from ``at`` on."""

    at: datetime
    dataset: str
    #: Natural key, the same whenever it is asked for.
    key: str
    values: Mapping[str, object]


class RecordStream(Protocol):
    """Records of one source in city time. ``start`` is left out, ``end`` is taken in.

    The same span always brings the same records, whatever was asked before.
    """

    @property
    def source(self) -> str:
        """Source id of the pack."""

    @property
    def name(self) -> str:
        """Id of the recording or generator."""

    def observations_between(
        self, start: datetime, end: datetime
    ) -> Iterator[TimedObservation]: ...

    def incident_steps_between(
        self, start: datetime, end: datetime
    ) -> Iterator[TimedIncidentStep]: ...

    def notices_between(self, start: datetime, end: datetime) -> Iterator[TimedNotice]: ...


@runtime_checkable
class RowStream(RecordStream, Protocol):
    """One that also brings rows of data sets."""

    def rows_between(self, start: datetime, end: datetime) -> Iterator[TimedRow]: ...
