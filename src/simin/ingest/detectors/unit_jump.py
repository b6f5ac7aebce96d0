"""A source that begins to send another unit: every value a factor of 10, 100 or 1000, or °F for °C.

Seen at the step between two neighbouring periods, over all datastreams of a family at once: a real
event moves them by different ratios, a unit moves all by one. A family of one datastream, and one
whose values stand near zero, cannot be judged this way and is left alone.
"""

import math
from collections.abc import Mapping, Sequence
from statistics import median
from typing import Any

from simin.domains.observations.finding import Found, Severity

DETECTOR = "unit-jump"
#: Fewer datastreams than this are not judged.
FEWEST = 5
#: Share of the datastreams that must agree.
SHARE = 0.8
#: How far from the factor a ratio may lie, as a share: what changes in one period anyway.
TOLERANCE = 0.2
#: How far the middle of the ratios may lie from the factor.
MIDDLE = 0.08
#: Degrees by which a converted temperature may differ from the one before.
DEGREES = 4.0
#: Of temperatures the two scales must lie this far apart to be told from weather.
APART = 15.0

_FACTORS = (10.0, 100.0, 1000.0, 0.1, 0.01, 0.001)
_CELSIUS = {"°C", "degC", "celsius"}

#: What was sent and what is sent, and how one becomes the other.
_SCALES = (
    ({"from": "°C", "to": "°F"}, 1.8, 32.0),
    ({"from": "°F", "to": "°C"}, 1 / 1.8, -32 / 1.8),
)

type Step = tuple[float, float]


def unit_jump(family: str, unit: str, steps: Sequence[Step]) -> Found | None:
    """``steps``: of each datastream the value before and the value now, one period apart."""
    if len(steps) < FEWEST:
        return None
    if unit in _CELSIUS:
        return _scale(family, steps)
    ratios = [now / before for before, now in steps if before and now and now / before > 0]
    for factor in _FACTORS:
        near = [ratio for ratio in ratios if abs(ratio / factor - 1) <= TOLERANCE]
        agree = len(near) >= max(FEWEST, SHARE * len(steps))
        if agree and abs(median(ratios) / factor - 1) <= MIDDLE:
            return _found(family, len(near), len(steps), {"factor": factor})
    return None


def undoes(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether a jump of evidence ``other`` leads back to where ``one`` came from."""
    if "factor" in one and "factor" in other:
        return math.isclose(one["factor"] * other["factor"], 1.0)
    return (one.get("from"), one.get("to")) == (other.get("to"), other.get("from"))


def _scale(family: str, steps: Sequence[Step]) -> Found | None:
    for names, times, plus in _SCALES:
        near = [
            now
            for before, now in steps
            if abs(now - (before * times + plus)) <= DEGREES and abs(now - before) >= APART
        ]
        if len(near) >= max(FEWEST, SHARE * len(steps)):
            return _found(family, len(near), len(steps), names)
    return None


def _found(family: str, near: int, of: int, evidence: Mapping[str, object]) -> Found:
    return Found(
        detector=DETECTOR,
        subject=family,
        family=family,
        severity=Severity.WRONG,
        evidence={**evidence, "datastreams": near, "of": of},
    )
