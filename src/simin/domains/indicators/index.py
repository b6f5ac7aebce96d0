"""Several properties on one scale, as the Korean comprehensive air-quality index does it. Pure.

Each property has a sub-index, straight lines between breakpoints; the largest one is the index, and
grows by a surcharge where several are bad. Beyond the last breakpoint the sub-index stays at its
end, and so does the index: a scale that ends at 500 shows no 700.
"""

from bisect import bisect_left
from collections.abc import Mapping, Sequence

from simin.domains.indicators.definition import (
    BreakpointsDefinition,
    IndexDefinition,
    SurchargeDefinition,
)


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
    """The index of ``values`` by property; of those that are there, None where there is none."""
    known = [points for points in index.breakpoints if points.property in values]
    if not known:
        return None
    parts = [sub_index(values[points.property], points) for points in known]
    end = max(points.index[-1] for points in index.breakpoints)
    return min(max(parts) + _surcharge(parts, index.surcharge), end)


def _surcharge(parts: Sequence[float], rule: SurchargeDefinition | None) -> float:
    if rule is None:
        return 0.0
    bad = sum(part > rule.beyond for part in parts)
    return rule.three if bad > 2 else rule.two if bad == 2 else 0.0
