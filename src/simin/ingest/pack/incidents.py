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
