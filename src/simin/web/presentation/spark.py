"""The spark line of a card, drawn by the server as one SVG path."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

#: Drawing size in units; the picture is stretched, the stroke is not.
WIDTH, HEIGHT, MARGIN = 100.0, 28.0, 2.0


@dataclass(frozen=True)
class Spark:
    path: str
    #: Where the newest value lies, as a path of no length (a round dot).
    end: str
    #: ``last 24 h``.
    span: str


def spark(body: Mapping[str, Any]) -> Spark | None:
    """None where fewer than two values are known."""
    series: Mapping[str, Any] | None = body.get("spark")
    values = list(series.get("values") or []) if series else []
    known = [value for value in values if value is not None]
    if series is None or len(known) < 2:
        return None
    points = list(_points(values, min(known), max(known)))
    last = next(point for point in reversed(points) if point)
    return Spark(_path(points), f"M{last}h0", span_words(len(values) * int(series["step"])))


def _points(values: Sequence[float | None], low: float, high: float) -> Iterator[str | None]:
    step = (WIDTH - 2 * MARGIN) / max(1, len(values) - 1)
    for position, value in enumerate(values):
        if value is None:
            yield None
            continue
        height = (value - low) / (high - low) if high > low else 0.5
        x, y = MARGIN + position * step, HEIGHT - MARGIN - height * (HEIGHT - 2 * MARGIN)
        yield f"{x:.1f} {y:.1f}"


def _path(points: Sequence[str | None]) -> str:
    """One path; a missing value leaves a gap."""
    path, drawing = "", False
    for point in points:
        if point:
            path += f"{'L' if drawing else 'M'}{point}"
        drawing = point is not None
    return path


def span_words(seconds: int) -> str:
    if seconds >= 2 * 86_400:
        return _("last %(count)d days") % {"count": round(seconds / 86_400)}
    if seconds >= 3600:
        return _("last %(count)d h") % {"count": round(seconds / 3600)}
    return _("last %(count)d min") % {"count": round(seconds / 60)}
