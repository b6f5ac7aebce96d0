"""Why nothing can be said, or with what care. Pure; words are the page's."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Why(StrEnum):
    #: Nothing can be said.
    TOO_LITTLE_AFTER = "too-little-after"
    TOO_LITTLE_BEFORE = "too-little-before"
    GAPS = "gaps"
    FLAT = "flat"
    #: The same reckoning finds effects before, where there were none.
    RESTLESS = "restless"
    SOURCE_DOUBTED = "source-doubted"
    #: Something moved, and more than one thing may have moved it.
    OTHER_ACTION = "other-action"
    #: Read with care.
    CITY_STAGE = "city-stage"
    SOURCE_DOWN = "source-down"
    OUTLIERS = "outliers"
    TREND = "trend"
    MISSING = "missing"
    #: A window so long, and a time before so short, that a season may have moved it.
    SEASON = "season"


@dataclass(frozen=True)
class Reason:
    why: Why
    #: Numbers and names that the sentence needs.
    facts: Mapping[str, str | float] = field(default_factory=dict)


#: Nothing is said where one of these holds.
REFUSALS = frozenset(
    {
        Why.TOO_LITTLE_AFTER,
        Why.TOO_LITTLE_BEFORE,
        Why.GAPS,
        Why.FLAT,
        Why.RESTLESS,
        Why.SOURCE_DOUBTED,
    }
)
