"""Whether a warning concerns a district: it is named, or the circle touches its outline. Pure."""

from collections.abc import Mapping
from typing import Any

from shapely.geometry import shape

from simin.domains.warnings.touching import around


def concerns(content: Mapping[str, Any], district: str, outlines: Mapping[str, Any]) -> bool:
    area = content.get("area") or {}
    if district in (area.get("districts") or ()):
        return True
    circle, outline = area.get("circle"), outlines.get(district)
    if circle is None or outline is None:
        return False
    drawn = around(circle["longitude"], circle["latitude"], circle["radius_km"])
    return bool(drawn.intersects(shape(dict(outline))))
