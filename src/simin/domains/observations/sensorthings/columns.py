"""Where the tables keep what the entities tell: names of SensorThings to names of the ORM."""

from typing import Any

from django.db.models import F, TextField, Value
from django.db.models.fields.json import KeyTextTransform, KeyTransform
from django.db.models.functions import Coalesce, NullIf

from simin.domains.observations.sensorthings.entities import TYPES
from simin.domains.observations.sensorthings.viewer import Viewer
from simin.kit.errors import RejectedError

#: What an entity is known by.
KEYS = {
    "Thing": "number",
    "Sensor": "number",
    "ObservedProperty": "number",
    "Location": "id",
    "HistoricalLocation": "id",
    "Datastream": "id",
    "FeatureOfInterest": "id",
}
#: From a table to the tables that it is linked with.
LINKS = {
    ("Thing", "Datastreams"): "datastream",
    ("Thing", "Locations"): "locations",
    ("Thing", "HistoricalLocations"): "historical_locations",
    ("Location", "Things"): "things",
    ("Location", "HistoricalLocations"): "historical_locations",
    ("HistoricalLocation", "Thing"): "thing",
    ("HistoricalLocation", "Locations"): "locations",
    ("Datastream", "Thing"): "thing",
    ("Datastream", "Sensor"): "sensor",
    ("Datastream", "ObservedProperty"): "property",
    ("Sensor", "Datastreams"): "datastream",
    ("ObservedProperty", "Datastreams"): "datastream",
}
#: The same links to many, as the linked table has them: what leads back to the owner.
BACK = {
    ("Thing", "Datastreams"): "thing",
    ("Thing", "Locations"): "things",
    ("Thing", "HistoricalLocations"): "thing",
    ("Location", "Things"): "locations",
    ("Location", "HistoricalLocations"): "locations",
    ("HistoricalLocation", "Locations"): "historical_locations",
    ("Sensor", "Datastreams"): "sensor",
    ("ObservedProperty", "Datastreams"): "property",
}
_PLAIN = {
    "description": "description",
    "encodingType": "encoding_type",
    "definition": "definition",
    "time": "time",
    "metadata": "metadata",
    "observationType": "observation_type",
}
_JSON = {
    "properties": "properties",
    "location": "location",
    "feature": "feature",
    "observedArea": "observed_area",
}
_UNIT = {"name": "unit_name", "symbol": "unit", "definition": "unit_definition"}
_RANGES = {"phenomenonTime": "latest__phenomenon_time", "resultTime": "latest__result_time"}
#: The property that geospatial functions are asked of, and its column.
GEOMETRIES = {
    "Location": ("location", "location"),
    "FeatureOfInterest": ("feature", "feature"),
    "Datastream": ("observedArea", "observed_area"),
}
#: Those that have the rectangle around it beside.
BOUNDED = ("Location", "FeatureOfInterest")
ID_NAMES = ("@iot.id", "id")


def column(entity: str, parts: tuple[str, ...], viewer: Viewer, field: str) -> Any:
    """The expression for a property, without links. Raises ``RejectedError`` naming ``field``."""
    first, rest = parts[0], parts[1:]
    if first in ID_NAMES and not rest:
        return F(KEYS[entity])
    known = TYPES[entity].properties
    if first not in known:
        raise RejectedError(field, f"{entity} has no property {first!r}")
    if first == "unitOfMeasurement" and len(rest) == 1 and rest[0] in _UNIT:
        return F(_UNIT[rest[0]])
    if first in _JSON and rest:
        return json_text(_JSON[first], rest)
    if rest or first in _JSON or first == "unitOfMeasurement":
        raise RejectedError(field, f"{'/'.join(parts)} cannot be compared")
    return _told(first, viewer)


def _told(name: str, viewer: Viewer) -> Any:
    if name == "name":
        return KeyTextTransform(viewer.language, "name")
    if name in _RANGES:
        return F(_RANGES[name])
    if name == "description":
        own = NullIf(F("description"), Value(""))
        return Coalesce(own, KeyTextTransform(viewer.language, "name"), output_field=TextField())
    return F(_PLAIN[name])


def json_text(column: str, keys: tuple[str, ...]) -> Any:
    """What stands at ``keys`` of a JSON column, as text."""
    *outer, last = keys
    path: Any = column
    for key in outer:
        path = KeyTransform(key, path)
    return KeyTextTransform(last, path)


def json_path(parts: tuple[str, ...]) -> str | None:
    """The ORM's look-up of a JSON path, where ``parts`` are one."""
    if parts[0] not in _JSON or len(parts) < 2:
        return None
    return "__".join((_JSON[parts[0]], *parts[1:]))
