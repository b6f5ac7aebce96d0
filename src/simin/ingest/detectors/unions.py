"""Parts that are drawn as one series though they are not: mixed units, periods, overlapping parts.

A chart that stacks the total on its parts, or joins a series of hours to one of days, is drawn
without an error and means nothing.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from simin.domains.observations.finding import Found, Severity

DETECTOR = "mixed-union"


@dataclass(frozen=True, slots=True)
class Part:
    """One of the series that are drawn or added up as one."""

    name: str
    unit: str
    #: Seconds that one value stands for.
    period: int
    #: What it is of; None: of the whole city.
    district: str | None
    #: How many such series there are; ``name`` is the first of them.
    count: int = 1


def mixed_union(family: str, parts: Sequence[Part]) -> Found | None:
    """What does not belong together among ``parts``."""
    evidence: dict[str, object] = {}
    units = sorted({part.unit for part in parts})
    periods = sorted({part.period for part in parts})
    if len(units) > 1:
        evidence["units"] = units
    if len(periods) > 1:
        evidence["periods"] = periods
    if twice := _twice(parts):
        evidence["twice"] = twice
    elif whole := _whole(parts):
        evidence["whole"] = whole
    if not evidence:
        return None
    return Found(
        detector=DETECTOR,
        subject=family,
        family=family,
        severity=Severity.DOUBTFUL,
        evidence=evidence,
    )


def _twice(parts: Sequence[Part]) -> list[str]:
    """Places that stand more than once where most do not: many devices in each place are a network,
    and no list of places."""
    counts: Counter[str] = Counter()
    for part in parts:
        if part.district is not None:
            counts[part.district] += part.count
    twice = sorted(place for place, count in counts.items() if count > 1)
    return twice if 2 * len(twice) <= len(counts) else []


def _whole(parts: Sequence[Part]) -> str:
    """The one part that is of no place beside others that are."""
    whole = [part for part in parts if part.district is None]
    alone = sum(part.count for part in whole) == 1
    return whole[0].name if alone and len(parts) > 1 else ""
