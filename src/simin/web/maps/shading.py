"""How dark a district is whose value has no level: its place between the smallest and the largest.

Hatched is what is unknown, and nothing else. ``frontend/src/live/shading.ts`` shades the
same. Pure.
"""

from collections.abc import Collection

SHADES = 5


def shade(value: float | None, values: Collection[float | None]) -> str:
    """``shade-1`` for the smallest fifth, ``shade-5`` for the largest; ``unknown`` for no value."""
    known = [one for one in values if one is not None]
    if value is None or not known:
        return "unknown"
    least, span = min(known), max(known) - min(known)
    place = int((value - least) / span * SHADES) if span else SHADES // 2
    return f"shade-{min(SHADES, place + 1)}"
