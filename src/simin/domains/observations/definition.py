"""What a city observes, as its pack defines it; services store it.

Field names are those of ``docs/reference/city-pack.md``. Pure: nothing here touches the database.
"""

from dataclasses import dataclass, field

from simin.domains.picture.card import Origin, Words


@dataclass(frozen=True, kw_only=True)
class SourceDefinition:
    """An external system that observations come from."""

    id: str
    name: Words
    origin: Origin
    #: Seconds of city time until a value of it counts as late.
    budget: int
    #: Feed to the seconds after which a value that it brought counts as late; others: ``budget``.
    budgets: dict[str, int] = field(default_factory=dict)
    department: str | None = None
    licence: str = ""
    attribution: Words = field(default_factory=dict)
    homepage: str = ""
    #: Known defects of the whole source, by name; shown in the lineage.
    quality: dict[str, Words] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Limits:
    """What a city holds to be possible of a property; what is not stated is not judged."""

    #: Minutes that a value may stand before it counts as frozen.
    frozen_after: int | None = None
    #: Values that may stand for ever: a rain gauge at 0.
    may_stand_at: tuple[float, ...] = ()
    #: Lowest and highest possible value.
    plausible: tuple[float, float] | None = None
    #: How far a value must lie from its neighbours to be an outlier, in the property's unit.
    outlier: float | None = None


@dataclass(frozen=True, kw_only=True)
class PropertyDefinition:
    """What is observed (SensorThings ObservedProperty)."""

    id: str
    name: Words
    unit: str
    #: Address of a definition in a public vocabulary.
    definition: str = ""
    limits: Limits = Limits()


@dataclass(frozen=True, kw_only=True)
class ThingDefinition:
    """What it is observed of, with its Location (WGS 84 degrees)."""

    id: str
    name: Words
    district: str | None = None
    longitude: float | None = None
    latitude: float | None = None


@dataclass(frozen=True, kw_only=True)
class SensorDefinition:
    """What observes; ``metadata`` is the address of its description."""

    id: str
    name: Words
    metadata: str = ""


@dataclass(frozen=True, kw_only=True)
class DatastreamDefinition:
    """The observations of one property of one thing by one sensor."""

    #: ``air/pm25/mapo``.
    slug: str
    #: ``air/pm25``: datastreams that make one indicator.
    family: str
    property: str
    source: str
    thing: ThingDefinition
    #: Seconds that one observation stands for.
    period: int
    district: str | None = None
    #: The property's where empty.
    unit: str = ""
    #: Days that its observations are kept; None: for ever. Hours and days stay.
    keep_days: int | None = None
    #: The source itself where absent.
    sensor: SensorDefinition | None = None
