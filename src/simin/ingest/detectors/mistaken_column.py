"""A column whose heading names one substance and whose values are another's.

A real file has NO2 under 이산화탄소 (CO2), others of the same city have CO there. The values say so
themselves: they lie where nothing of the name can lie, and where the other does.
"""

from collections.abc import Mapping, Sequence
from statistics import median

from simin.domains.observations.finding import Found, Severity

DETECTOR = "mistaken-column"
#: Fewer values than this say nothing.
FEWEST = 24
#: Share of the values that must be impossible.
SHARE = 0.9

#: Lowest and highest value that is possible.
type Range = tuple[float, float]


def mistaken(
    column: str,
    said: str,
    values: Sequence[float],
    plausible: Mapping[str, Range],
    *,
    family: str = "",
    beside: Mapping[str, Sequence[float]] | None = None,
) -> Found | None:
    """``said``: the property of the heading; ``plausible``: possible values by property.

    ``beside``: series of other properties of the same moments; where one follows the column it is
    named, else the property whose values lie nearest.
    """
    if said not in plausible or len(values) < FEWEST:
        return None
    impossible = [value for value in values if not _within(plausible[said], value)]
    if len(impossible) < SHARE * len(values):
        return None
    rather, how_like = _rather(said, values, plausible, beside or {})
    evidence: dict[str, object] = {
        "said": said,
        "rather": rather,
        "middle": median(values),
        "impossible": len(impossible),
        "of": len(values),
    }
    if how_like is not None:
        evidence["correlation"] = round(how_like, 3)
    return Found(
        detector=DETECTOR,
        subject=column,
        family=family,
        severity=Severity.WRONG,
        evidence=evidence,
    )


def _rather(
    said: str,
    values: Sequence[float],
    plausible: Mapping[str, Range],
    beside: Mapping[str, Sequence[float]],
) -> tuple[str | None, float | None]:
    alike = {name: correlation(values, other) for name, other in beside.items() if name != said}
    if alike:
        best = max(alike, key=lambda name: alike[name])
        if alike[best] > 0.8:
            return best, alike[best]
    fitting = [
        name
        for name, limits in plausible.items()
        if name != said and all(_within(limits, value) for value in values)
    ]
    # Of several that fit the one whose range the values fill best.
    width = {name: plausible[name][1] - plausible[name][0] for name in fitting}
    return (min(width, key=lambda name: width[name]) if width else None), None


def correlation(one: Sequence[float], other: Sequence[float]) -> float:
    """Pearson's, of pairs; 0 where either does not move."""
    pairs = list(zip(one, other, strict=True))
    mean_one, mean_other = (sum(side) / len(pairs) for side in zip(*pairs, strict=True))
    both = sum((a - mean_one) * (b - mean_other) for a, b in pairs)
    spread_one = sum((a - mean_one) ** 2 for a, _ in pairs)
    spread_other = sum((b - mean_other) ** 2 for _, b in pairs)
    return both / (spread_one * spread_other) ** 0.5 if spread_one and spread_other else 0.0


def _within(limits: Range, value: float) -> bool:
    return limits[0] <= value <= limits[1]
