"""``stage.toml``: the city stages and the published criteria that raise them."""

from typing import Annotated, Literal

from msgspec import Meta

from simin.ingest.pack.city import Slug
from simin.ingest.pack.levels import Level
from simin.ingest.pack.words import Entry, Words

StageLevel = Annotated[int, Meta(ge=1, le=5)]
Severity = Literal["extreme", "severe", "moderate", "minor", "unknown"]


class Stage(Entry, frozen=True, kw_only=True):
    """One of the five stages."""

    level: StageLevel
    name: Words
    colour: Literal["green", "yellow", "orange", "red", "purple"]
    meaning: Words


class DistrictsAt(Entry, frozen=True, kw_only=True):
    """Counts the districts whose value is at ``level`` or worse."""

    indicator: str
    level: Level


class OpenIncidents(Entry, frozen=True, kw_only=True):
    """Counts open incidents of ``kind`` (None: any) at ``severity`` or worse (None: any)."""

    kind: str | None = None
    severity: Severity | None = None


class Override(Entry, frozen=True, kw_only=True):
    """What may be set by hand."""

    #: For so long, at most.
    most_hours: Annotated[int, Meta(ge=1, le=168)] = 12


class Criterion(Entry, frozen=True, kw_only=True):
    """Raises the stage to ``level`` when its count or value reaches ``at_least``.

    Exactly one of ``districts_at``, ``open_incidents``, ``value_of`` is there.
    ``{count}`` in the text stands for the count or value.
    """

    id: Slug
    level: StageLevel
    text: Words
    at_least: float
    districts_at: DistrictsAt | None = None
    open_incidents: OpenIncidents | None = None
    #: An indicator whose city value is compared.
    value_of: str | None = None
