"""``observed.toml``: where numbers come from and what they describe, in SensorThings nouns."""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from simin.ingest.pack.city import Slug
from simin.ingest.pack.words import Entry, Words

OriginName = Literal["measured", "replayed", "synthetic"]


class SourceEntry(Entry, frozen=True, kw_only=True):
    """An external system that brings observations, incidents or notices."""

    id: Slug
    name: Words
    origin: OriginName
    department: str
    #: Seconds of city time until a value counts as late.
    budget: Annotated[int, Meta(gt=0)]
    licence: str
    attribution: Words
    homepage: str | None = None


class Property(Entry, frozen=True, kw_only=True):
    """What is observed."""

    id: Slug
    name: Words
    unit: str
    #: Minutes that a value may stand before it counts as frozen; None: it is not judged.
    frozen_after: Annotated[int, Meta(gt=0)] | None = None
    #: Values that may stand for ever.
    may_stand_at: tuple[float, ...] = ()
    #: Lowest and highest possible value.
    plausible: tuple[float, float] | None = None
    #: How far a value must lie from its neighbours to be an outlier.
    outlier: Annotated[float, Meta(gt=0)] | None = None


class Thing(Entry, frozen=True, kw_only=True):
    """A single device or place that stands outside the families."""

    id: Slug
    name: Words
    district: str | None = None
    longitude: float | None = None
    latitude: float | None = None


class SingleDatastream(Entry, frozen=True, kw_only=True):
    """One datastream of one thing."""

    id: Slug
    name: Words | None = None
    thing: str
    property: str
    source: str
    #: Days that observations are kept; None: for ever. Hours and days stay.
    keep_days: Annotated[int, Meta(gt=0)] | None = None


class IncidentCount(Entry, frozen=True, kw_only=True):
    """Says that a family is counted from incidents by a workflow, not brought by a stream.

    ``open``: open now; ``today``: reported since local midnight; ``within_target``: share in per
    cent of this local month's incidents that were reached within their kind's target.
    """

    of: Literal["open", "today", "within_target"]
    #: None: all kinds.
    kinds: tuple[str, ...] | None = None


class Family(Entry, frozen=True, kw_only=True):
    """One thing and one datastream for each district, or one for the whole city."""

    id: Slug
    name: Words | None = None
    property: str
    source: str
    per: Literal["district", "city"]
    #: Name of the thing; ``{district}`` stands for the district's name.
    thing: Words
    count: IncidentCount | None = None
    #: How much of their plan each district's projects achieved, in per cent.
    of_projects: bool = False
    #: Days that observations are kept; None: for ever. Hours and days stay.
    keep_days: Annotated[int, Meta(gt=0)] | None = None


class Datastream(msgspec.Struct, frozen=True, kw_only=True):
    """A datastream as it stands in the city, families written out."""

    id: str
    #: The family it is of; its own id where it is of none.
    family: str
    property: str
    source: str
    district: str | None
    #: Thing id; shared by datastreams of the same name in the same district.
    thing: str
    thing_name: Words
    keep_days: int | None = None
