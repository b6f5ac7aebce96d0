"""Positions that lie: longitude and latitude in each other's place, or in another district.

A district that was cut by position and one that is stated disagree along borders, where a point
some metres off falls on the other side; more than that means that one of the two is wrong.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from simin.domains.observations.finding import Found, Severity

SWAPPED = "swapped-coordinates"
DISTRICT = "district-by-position"
#: Share of positions that may fall over a border.
BORDER = 0.02
#: Pairs that are named.
NAMED = 5

type Bounds = tuple[float, float, float, float]


def swapped(points: Sequence[tuple[float, float]], bounds: Bounds) -> Found | None:
    """``points``: longitude and latitude as sent; ``bounds``: west, south, east, north."""
    turned = sum(
        not _holds(bounds, first, second) and _holds(bounds, second, first)
        for first, second in points
    )
    return swapped_rows(turned, len(points))


def swapped_rows(turned: int, rows: int) -> Found | None:
    """``turned`` of ``rows`` lie within the bounds only the other way round."""
    if not turned:
        return None
    # They are put right while reading, so that nothing wrong is shown: worth knowing, no more.
    evidence = {"rows": turned, "of": rows}
    return Found(detector=SWAPPED, severity=Severity.NOTICE, evidence=evidence)


def misplaced(
    rows: Iterable[tuple[float, float, str]], locate: Callable[[float, float], str | None]
) -> Found | None:
    """``rows``: longitude, latitude and the district that is stated; ``locate``: where it lies."""
    pairs: Counter[tuple[str, str]] = Counter()
    looked = 0
    for longitude, latitude, stated in rows:
        lies_in = locate(longitude, latitude)
        looked += 1
        if lies_in != stated:
            pairs[stated, lies_in or ""] += 1
    wrong = pairs.total()
    if wrong <= looked * BORDER:
        return None
    named = [{"stated": a, "lies_in": b, "rows": n} for (a, b), n in pairs.most_common(NAMED)]
    evidence = {"rows": wrong, "of": looked, "districts": named}
    return Found(detector=DISTRICT, severity=Severity.DOUBTFUL, evidence=evidence)


def _holds(bounds: Bounds, longitude: float, latitude: float) -> bool:
    west, south, east, north = bounds
    return west <= longitude <= east and south <= latitude <= north
