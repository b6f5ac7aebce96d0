"""Times and spans as a report says them, in every language of the city."""

from collections.abc import Mapping
from datetime import datetime

from simin.domains.incidents.review import Line
from simin.domains.places import queries as places
from simin.kit.translated import languages, words


def clock(at: datetime | None) -> dict[str, str]:
    """``2022-03-05 14:05:30`` in the city's zone; a dash for nothing."""
    if at is None:
        return same("–")
    return same(f"{at.astimezone(places.zone()):%Y-%m-%d %H:%M:%S}")


def span(seconds: float | None) -> dict[str, str]:
    """``9 min 10 s``; a dash for nothing."""
    if seconds is None:
        return same("–")
    minutes, rest = divmod(round(seconds), 60)
    if minutes >= 60:
        return words("{hours} h {minutes} min", hours=minutes // 60, minutes=minutes % 60)
    if not rest:
        return words("{minutes} min", minutes=minutes)
    return words("{minutes} min {seconds} s", minutes=minutes, seconds=rest)


def same(text: str) -> dict[str, str]:
    """Numbers, names and signs, which are the same in every language."""
    return dict.fromkeys(languages(), text)


def line(*cells: Mapping[str, str], missed: bool = False) -> Line:
    return Line(cells=tuple(dict(cell) for cell in cells), missed=missed)
