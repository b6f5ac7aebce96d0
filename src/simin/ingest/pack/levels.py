"""``levels.toml``: when a number is good, moderate, bad or very bad; indexes of breakpoints."""

from typing import Annotated, Literal

from msgspec import Meta

from simin.ingest.pack.city import Slug
from simin.ingest.pack.words import Entry, Words

Level = Literal["good", "moderate", "bad", "very_bad"]


class Scale(Entry, frozen=True, kw_only=True):
    """Thresholds up to and including (direction down) or down to and including (direction up).

    ``direction = "range"``: good inside ``good_range``, moderate inside ``moderate_range``, bad
    inside ``bad_range``, each with both ends; beyond is very bad.
    """

    id: Slug
    name: Words | None = None
    direction: Literal["down", "up", "range"]
    good: float | None = None
    moderate: float | None = None
    bad: float | None = None
    good_range: tuple[float, float] | None = None
    moderate_range: tuple[float, float] | None = None
    bad_range: tuple[float, float] | None = None

    def level_of(self, value: float) -> Level:
        """The level of ``value`` on this scale."""
        if self.direction == "range":
            return self._level_in_range(value)
        sign = 1 if self.direction == "down" else -1
        steps: tuple[tuple[Level, float | None], ...] = (
            ("good", self.good),
            ("moderate", self.moderate),
            ("bad", self.bad),
        )
        for level, limit in steps:
            if limit is not None and sign * value <= sign * limit:
                return level
        return "very_bad"

    def _level_in_range(self, value: float) -> Level:
        ranges: tuple[tuple[Level, tuple[float, float] | None], ...] = (
            ("good", self.good_range),
            ("moderate", self.moderate_range),
            ("bad", self.bad_range),
        )
        for level, limits in ranges:
            if limits is not None and limits[0] <= value <= limits[1]:
                return level
        return "very_bad"


class Breakpoints(Entry, frozen=True, kw_only=True):
    """Piecewise linear from concentration to index."""

    property: str
    concentration: Annotated[tuple[float, ...], Meta(min_length=2)]
    index: Annotated[tuple[float, ...], Meta(min_length=2)]


class Surcharge(Entry, frozen=True, kw_only=True):
    """Added to the worst sub-index where two, or three and more, lie beyond ``beyond``."""

    beyond: float
    two: Annotated[float, Meta(ge=0)]
    three: Annotated[float, Meta(ge=0)]


class Index(Entry, frozen=True, kw_only=True):
    """An index made of several properties, such as the Korean CAI."""

    id: Slug
    name: Words | None = None
    surcharge: Surcharge | None = None
    breakpoints: Annotated[tuple[Breakpoints, ...], Meta(min_length=1)]
