"""Several properties on one scale, as the Korean comprehensive air-quality index does it. Pure.

Each property has a sub-index, straight lines between breakpoints; the largest one is the index.
Beyond the last breakpoint the sub-index stays at its end: a scale that ends at 500 shows no 700.
"""

from bisect import bisect_left
from collections.abc import Mapping

from simin.domains.indicators.definition import BreakpointsDefinition, IndexDefinition


def sub_index(concentration: float, points: BreakpointsDefinition) -> float:
    known = points.concentration
    above = bisect_left(known, concentration)
    if above == 0:
        return points.index[0]
    if above == len(known):
        return points.index[-1]
    low, high = points.index[above - 1 : above + 1]
    share = (concentration - known[above - 1]) / (known[above] - known[above - 1])
    return low + share * (high - low)


def comprehensive(values: Mapping[str, float], index: IndexDefinition) -> float | None:
    """The largest sub-index of ``values`` by property; None where there is none."""
    parts = [
        sub_index(values[points.property], points)
        for points in index.breakpoints
        if points.property in values
    ]
    return max(parts, default=None)
