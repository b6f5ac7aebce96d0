"""From a number to a level. Pure. A missing number is unknown, never good."""

from enum import StrEnum

from simin.domains.indicators.definition import ScaleDefinition


class Level(StrEnum):
    GOOD = "good"
    MODERATE = "moderate"
    BAD = "bad"
    VERY_BAD = "very_bad"
    UNKNOWN = "unknown"

    def at_least(self, other: "Level") -> bool:
        """Whether it is ``other`` or worse; unknown is neither."""
        return Level.UNKNOWN not in (self, other) and _ORDER.index(self) >= _ORDER.index(other)


_ORDER = (Level.GOOD, Level.MODERATE, Level.BAD, Level.VERY_BAD)


def level(value: float | None, scale: ScaleDefinition) -> Level:
    """Level of ``value``; a threshold belongs to the better level."""
    if value is None:
        return Level.UNKNOWN
    for (lowest, highest), found in zip(scale.bounds, _ORDER, strict=False):
        if lowest <= value <= highest:
            return found
    return Level.VERY_BAD
