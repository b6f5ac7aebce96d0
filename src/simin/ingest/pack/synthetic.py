"""``synthetic.toml``: seeded generators for what has no recording."""

from typing import Annotated, Literal

from msgspec import Meta

from simin.ingest.pack.city import Slug
from simin.ingest.pack.words import Entry, Words

Positive = Annotated[float, Meta(gt=0)]
Weights = Annotated[tuple[float, ...], Meta(min_length=24, max_length=24)]


class SignalGenerator(Entry, frozen=True, kw_only=True):
    """Numbers: ``diurnal`` swings over the day, ``walk`` wanders around its mean."""

    id: Slug
    kind: Literal["diurnal", "walk"]
    family: str
    source: str
    #: Seconds of city time between values.
    period: Annotated[int, Meta(ge=60)]
    mean: float
    #: Amplitude over the day.
    swing: float = 0.0
    peak_hour: Annotated[float, Meta(ge=0, lt=24)] = 14.0
    #: Standard deviation from value to value.
    noise: float = 0.0
    #: How far a walk wanders from its mean, and in how many hours it changes its mind.
    wander: float = 0.0
    wander_hours: Positive = 12.0
    minimum: float | None = None
    maximum: float | None = None
    decimals: Annotated[int, Meta(ge=0, le=6)] = 0
    #: Relative difference between districts.
    district_spread: float = 0.0


class CounterGenerator(Entry, frozen=True, kw_only=True):
    """Runs that begin and end: how many are open (``family``), how many began today (``today``)."""

    id: Slug
    kind: Literal["counter"]
    family: str
    today: str
    source: str
    period: Annotated[int, Meta(ge=60)]
    per_day: Positive
    duration_minutes: tuple[float, float]
    hours: Weights


class IncidentGenerator(Entry, frozen=True, kw_only=True):
    """Incidents that are reported, answered and closed."""

    id: Slug
    kind: Literal["incidents"]
    incident_kind: str
    source: str
    per_day: Positive
    #: From report to arrival, shortest and longest.
    response_minutes: tuple[float, float]
    #: From report to closing.
    duration_minutes: tuple[float, float]
    hours: Weights
    #: Severity to weight.
    severities: dict[Literal["extreme", "severe", "moderate", "minor"], float]
    #: One is drawn for each; ``{place}`` stands for neighbourhood and district.
    titles: Annotated[tuple[Words, ...], Meta(min_length=1)]


class RequestGenerator(Entry, frozen=True, kw_only=True):
    """Requests of citizens, as rows of a data set: made, and closed some time after."""

    id: Slug
    kind: Literal["requests"]
    #: Whose rows it makes.
    dataset: str
    source: str
    per_day: Positive
    hours: Weights
    #: From the request to its closing.
    duration_hours: tuple[float, float]
    #: Hours until an answer is promised.
    expected_hours: Annotated[int, Meta(gt=0)] = 72
    #: ``service_code`` to weight.
    services: Annotated[dict[Slug, Positive], Meta(min_length=1)]


#: Columns that a generator of requests fills, and their types.
REQUEST_COLUMNS = {
    "service_request_id": "text",
    "service_code": "text",
    "status": "text",
    "district": "text",
    "requested_at": "time",
    "expected_at": "time",
    "closed_at": "time",
}

Generator = SignalGenerator | CounterGenerator | IncidentGenerator | RequestGenerator

#: Which struct a table of ``[[generators]]`` is, by its ``kind``.
KINDS: dict[str, type[Generator]] = {
    "diurnal": SignalGenerator,
    "walk": SignalGenerator,
    "counter": CounterGenerator,
    "incidents": IncidentGenerator,
    "requests": RequestGenerator,
}
