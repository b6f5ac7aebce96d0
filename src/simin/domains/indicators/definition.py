"""Indicators, scales, indexes and glance domains as a city pack defines them.

Field names are those of ``docs/reference/city-pack.md``. Pure: nothing here touches the database.
"""

from dataclasses import dataclass, field
from math import inf
from typing import Literal

from simin.domains.picture.card import Section, Words

#: A sign that all languages share (``µg/m³``), or words in each.
type Unit = str | Words

#: How the parts become one number; ``latest`` is the newest part.
type Aggregate = Literal["mean", "sum", "max", "min", "latest", "index"]


@dataclass(frozen=True, kw_only=True)
class SecondaryDefinition:
    """A second number beside the first ("today 1,024"): the sum of a family's latest values."""

    label: Words
    family: str
    unit: Unit


@dataclass(frozen=True, kw_only=True)
class IndicatorDefinition:
    """A number that the city steers by."""

    #: ``air/pm25``; also the id of its card.
    id: str
    name: Words
    section: Section
    unit: Unit
    method: Words
    decimals: int = 0
    #: Glance domain.
    domain: str | None = None
    #: Theme of the administration section.
    theme: str | None = None
    #: Id of a scale; None: the indicator has no levels.
    levels: str | None = None
    #: Id and name of the department that answers for it.
    owner: str | None = None
    owner_name: Words = field(default_factory=dict)
    #: Which way is better.
    direction: Literal["down", "up", "none"] = "none"
    target: float | None = None
    #: Datastream family it is made of; None for an index.
    family: str | None = None
    aggregate: Aggregate = "mean"
    #: For ``aggregate = "index"``: the index, and a family for each of its properties.
    index: str | None = None
    inputs: dict[str, str] = field(default_factory=dict)
    secondary: SecondaryDefinition | None = None
    rank: int = 0
    featured: bool = False

    @property
    def families(self) -> tuple[str, ...]:
        """Families that its value is made of."""
        if self.aggregate == "index":
            return tuple(self.inputs.values())
        return (self.family,) if self.family else ()

    @property
    def all_families(self) -> tuple[str, ...]:
        """Families that anything on its card is made of."""
        return (*self.families, self.secondary.family) if self.secondary else self.families


@dataclass(frozen=True, kw_only=True)
class ScaleDefinition:
    """Thresholds of levels; each holds up to and including its value, beyond ``bad`` is very bad.

    ``down``: smaller is better; ``up``: larger is; ``range``: what lies within is, and the ranges
    (both ends included) take the place of the thresholds.
    """

    id: str
    direction: Literal["down", "up", "range"]
    good: float | None = None
    moderate: float | None = None
    bad: float | None = None
    good_range: tuple[float, float] | None = None
    moderate_range: tuple[float, float] | None = None
    bad_range: tuple[float, float] | None = None

    @property
    def bounds(self) -> tuple[tuple[float, float], ...]:
        """Lowest and highest value of good, moderate and bad, whatever the direction."""
        if self.direction == "range":
            ranges = (self.good_range, self.moderate_range, self.bad_range)
            return tuple(ends for ends in ranges if ends is not None)
        limits = [limit for limit in (self.good, self.moderate, self.bad) if limit is not None]
        if self.direction == "down":
            return tuple((-inf, limit) for limit in limits)
        return tuple((limit, inf) for limit in limits)


@dataclass(frozen=True, kw_only=True)
class BreakpointsDefinition:
    """One property's sub-index: straight lines through these points."""

    property: str
    concentration: tuple[float, ...]
    index: tuple[float, ...]


@dataclass(frozen=True, kw_only=True)
class SurchargeDefinition:
    """What several bad properties add to the worst of them."""

    #: A sub-index beyond this is bad.
    beyond: float
    #: Added where two properties are bad.
    two: float
    #: Added where three or more are.
    three: float


@dataclass(frozen=True, kw_only=True)
class IndexDefinition:
    """Several properties on one scale."""

    id: str
    breakpoints: tuple[BreakpointsDefinition, ...]
    surcharge: SurchargeDefinition | None = None


@dataclass(frozen=True, kw_only=True)
class DomainDefinition:
    """A domain of the glance map."""

    id: str
    name: Words
    icon: str
    #: Whose district values shade the map.
    indicator: str | None = None
    facilities: tuple[str, ...] = ()
    default: bool = False
    rank: int = 0
