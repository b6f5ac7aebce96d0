"""``indicators.toml``: the numbers that the city steers by."""

from typing import Annotated, Literal

from msgspec import Meta

from simin.ingest.pack.city import Slug
from simin.ingest.pack.words import Entry, Words

Aggregate = Literal["mean", "sum", "max", "min", "latest", "index"]


class Secondary(Entry, frozen=True, kw_only=True):
    """A second number under the first: ``today 1,024``."""

    label: Words
    family: str
    unit: str


class Indicator(Entry, frozen=True, kw_only=True):
    """A number with unit, owner, direction and target."""

    id: Slug
    name: Words
    section: Literal["now", "administration"]
    #: Of the glance map.
    domain: str | None = None
    #: Administration only.
    theme: str | None = None
    unit: str
    decimals: Annotated[int, Meta(ge=0, le=6)] = 0
    #: A scale of ``levels.toml``.
    levels: str | None = None
    owner: str
    direction: Literal["down", "up", "none"] = "none"
    target: float | None = None
    #: Datastreams it is made of; None for an index.
    family: str | None = None
    aggregate: Aggregate
    #: Only with ``aggregate = "index"``.
    index: str | None = None
    #: Property of the index to family.
    inputs: dict[str, str] = {}
    method: Words
    secondary: Secondary | None = None
    rank: int = 100
    featured: bool = False
