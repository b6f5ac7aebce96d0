"""What the map points out around an incident, as GeoJSON with the box that holds it all."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from shapely.geometry import mapping

from simin.domains.incidents import queries
from simin.domains.incidents.queries import Incident
from simin.domains.places.queries import box_around
from simin.domains.places.shapes import Point
from simin.web.field.lines import InvitationLine

#: Metres around an incident that are seen at least.
AROUND = 700.0
#: Of each sort of place; the list beside the map has the others.
MOST = 2


def surroundings(
    incident: Incident,
    nearest: Sequence[Mapping[str, Any]],
    invitations: Sequence[InvitationLine] = (),
) -> str:
    """``nearest`` and ``invitations`` as the panels have them. Empty where no point is known."""
    if incident.longitude is None or incident.latitude is None:
        return ""
    edges = [box_around(Point(incident.longitude, incident.latitude), AROUND)]
    features = [*_units(invitations), *_places(nearest)]
    area = queries.area(incident.id)
    if area is not None:
        reach = queries.shape(area).geometry
        edges.append(reach.bounds)
        features.append({"type": "Feature", "properties": {}, "geometry": mapping(reach)})
    west, south, east, north = zip(*edges, strict=True)
    told = {
        "type": "FeatureCollection",
        "bbox": [round(edge, 5) for edge in (min(west), min(south), max(east), max(north))],
        "features": features,
    }
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def _places(nearest: Sequence[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    for sort in nearest:
        for place in sort["places"][:MOST]:
            yield _spot(place["name"], sort["role"], place["longitude"], place["latitude"])


def _units(invitations: Sequence[InvitationLine]) -> Iterator[dict[str, Any]]:
    """Whoever is in the field and lets it be seen where."""
    for line in invitations:
        if line.good and line.where and line.position:
            yield _spot(line.who, "unit", line.position.longitude, line.position.latitude)


def _spot(name: str, sort: str, longitude: float, latitude: float) -> dict[str, Any]:
    return {
        "type": "Feature",
        "properties": {"name": name, "sort": sort},
        "geometry": {"type": "Point", "coordinates": [longitude, latitude]},
    }
