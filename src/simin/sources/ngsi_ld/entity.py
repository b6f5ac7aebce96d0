"""An entity's attributes as plain values, normalised or simplified."""

from typing import Any

from simin.ingest.payloads.lookup import first_at

_VALUES = {"Property": "value", "Relationship": "object", "GeoProperty": "value"}


def flat(entity: Any) -> Any:
    """Attributes as plain values, with their time and unit beside them."""
    if not isinstance(entity, dict):
        return entity
    plain: dict[str, Any] = {}
    for name, attribute in entity.items():
        held = _VALUES.get(str(attribute.get("type"))) if isinstance(attribute, dict) else None
        plain[name] = attribute if held is None else attribute.get(held)
        if held is not None:
            plain[f"{name}@at"] = attribute.get("observedAt")
            plain[f"{name}@unit"] = attribute.get("unitCode")
    return plain | _position(plain.get("location"))


def _position(location: Any) -> dict[str, Any]:
    point = first_at("/type")(location) == "Point"
    if not point:
        return {}
    places = {"longitude": "/coordinates/0", "latitude": "/coordinates/1"}
    return {name: first_at(pointer)(location) for name, pointer in places.items()}
