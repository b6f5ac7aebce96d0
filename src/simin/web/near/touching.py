"""Whether a warning is about a place. In doubt it is: nobody is left unwarned by our geometry."""

from collections.abc import Mapping
from typing import Any

from simin.domains.places.shapes import District
from simin.domains.warnings.touching import touches


def is_about(area: Mapping[str, Any], district: District) -> bool:
    """``area`` is that of a warning's card; a neighbourhood is warned with its district."""
    named = area.get("districts") or ()
    if named:
        return district.id in named
    drawn = _drawn(area)
    if not drawn["polygons"] and not drawn["circles"]:
        return True
    return touches(drawn, [dict(district.geometry)])


def _drawn(area: Mapping[str, Any]) -> dict[str, Any]:
    """As feeds have circles; a card has one, and those beside it, with the names of our columns."""
    own = filter(None, (area.get("circle"), *(area.get("circles") or ())))
    circles = [
        {"centre": (one["longitude"], one["latitude"]), "radius_km": one["radius_km"]}
        for one in own
    ]
    return {"polygons": area.get("polygons") or (), "circles": circles}
