"""Where an alert is meant for: polygons and circles, turned from CAP's order to GeoJSON's.

CAP writes latitude before longitude. A shape that cannot be read raises ``UnreadableError``: a
warning must not shrink without being seen to.
"""

from typing import Any

from simin.ingest.payloads.xml_document import Element, children, text_of
from simin.ingest.rows.cells import UnreadableError, number


def area_of(area: Element) -> dict[str, Any]:
    """Words, shapes and codes of one area; positions are longitude and latitude."""
    return {
        "area_desc": text_of(area, "areaDesc"),
        "polygons": [_polygon(child.text or "") for child in children(area, "polygon")],
        "circles": [_circle(child.text or "") for child in children(area, "circle")],
        "geocodes": [
            {"name": text_of(child, "valueName"), "value": text_of(child, "value")}
            for child in children(area, "geocode")
        ],
    }


def _polygon(text: str) -> list[list[float]]:
    ring = [_position(pair) for pair in text.split()]
    if len(ring) < 4 or ring[0] != ring[-1]:
        raise UnreadableError("polygon: is not a closed ring of four positions or more")
    return ring


def _circle(text: str) -> dict[str, Any]:
    centre, _, radius = text.strip().partition(" ")
    kilometres = number(radius)
    if kilometres < 0:
        raise UnreadableError("circle: the radius is negative")
    return {"centre": _position(centre), "radius_km": kilometres}


def _position(pair: str) -> list[float]:
    latitude, comma, longitude = pair.partition(",")
    if not comma:
        raise UnreadableError(f"{pair!r:.40} is not a latitude and a longitude")
    north, east = number(latitude), number(longitude)
    if not (-90 <= north <= 90 and -180 <= east <= 180):
        raise UnreadableError(f"{pair!r:.40} is nowhere on Earth")
    return [east, north]
