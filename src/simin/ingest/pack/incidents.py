"""``incidents.toml`` and ``news.toml``: kinds, paths, units; where news comes from."""

from typing import Annotated, Literal

from msgspec import Meta

from simin.ingest.pack.city import Icon, Slug
from simin.ingest.pack.words import Entry, Words

State = Literal[
    "reported",
    "ordered",
    "en_route",
    "arrived",
    "operating",
    "under_control",
    "extinguished",
    "closed",
]
Seconds = Annotated[int, Meta(ge=0)]


class KindRelease(Entry, frozen=True, kw_only=True):
    """Who sees incidents of a kind before anyone has decided about one of them."""

    visibility: Literal["public", "withheld"]
    reason: Literal["privacy", "investigation", "security", "third_party", "draft"] | None = None
    #: The office that decided, as everyone reads it.
    office: Words | None = None
    #: Days after the report on which the withholding is looked at again.
    review_after_days: Annotated[int, Meta(gt=0)] = 30


class DuplicateLimits(Entry, frozen=True, kw_only=True):
    """How near another of the kind must be to be proposed as the same."""

    metres: Annotated[float, Meta(gt=0, le=20_000)] = 300.0
    minutes: Annotated[float, Meta(gt=0, le=1440)] = 30.0
    #: Other kinds that the same event may be told as.
    alike: tuple[str, ...] = ()


class ReceivedWarnings(Entry, frozen=True, kw_only=True):
    """Which warnings say that an incident of a kind happened: categories of CAP, and how grave."""

    categories: tuple[str, ...]
    least: Literal["extreme", "severe", "moderate", "minor", "unknown"] = "severe"


class FacilityRole(Entry, frozen=True, kw_only=True):
    """Which data set plays which part around an incident."""

    id: Slug
    name: Words
    icon: Icon = "map-pin"
    #: Of ``datasets/``.
    dataset: str
    #: How far to look, and how many to name.
    metres: Annotated[float, Meta(gt=0, le=20_000)] = 500.0
    most: Annotated[int, Meta(gt=0, le=20)] = 3
    #: Language to the column that names a place.
    columns: Words
    #: Only rows whose column has this value: ``[["kind", "police"]]``.
    only: tuple[tuple[str, str], ...] = ()
    #: Kinds of incidents that it is looked up for; empty: all.
    kinds: tuple[str, ...] = ()
    #: ``people``: rows are parts of the city with residents, counted inside an impact area.
    use: Literal["near", "people"] = "near"
    #: Column of residents, with ``people``.
    people: str = ""


class IncidentKind(Entry, frozen=True, kw_only=True):
    """A kind of incident and the path it takes."""

    id: Slug
    name: Words
    icon: Icon
    #: The path, from ``reported`` to ``closed``.
    states: Annotated[tuple[State, ...], Meta(min_length=2)]
    #: Agency or department that answers for it.
    agency: str
    #: Limit from report to arrival.
    target_seconds: Seconds | None = None
    #: CAP 1.2 terms that a report of this kind starts with.
    urgency: Literal["Immediate", "Expected", "Future", "Past", "Unknown"] = "Immediate"
    certainty: Literal["Observed", "Likely", "Possible", "Unlikely", "Unknown"] = "Observed"
    #: Title of an incident; ``{place}`` stands for neighbourhood and district.
    title: Words
    #: Seconds after the step before at which a state without recorded time is shown, as synthetic.
    assumed_after: dict[State, Seconds] = {}
    #: None: public.
    release: KindRelease | None = None
    #: When another is proposed as the same; None: 300 m and 30 minutes.
    duplicates: DuplicateLimits | None = None
    #: Warnings of other authorities that say that one happened; None: none does.
    received: ReceivedWarnings | None = None


class Unit(Entry, frozen=True, kw_only=True):
    """A vehicle or team that can be sent."""

    id: Slug
    name: Words
    #: ``pump``, ``ladder``, ``rescue`` …
    kind: str
    #: Kinds of incident that it is sent to.
    serves: tuple[str, ...] = ()
    district: str | None = None
    agency: str
    #: Not a real vehicle.
    invented: bool = False


class NewsSource(Entry, frozen=True, kw_only=True):
    """Where the news section comes from."""

    source: str
    name: Words
    #: Category words for entries without one.
    category: Words | None = None
