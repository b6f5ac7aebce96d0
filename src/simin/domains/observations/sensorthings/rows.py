"""From checked values to columns of the tables. Pure but for the tables' names."""

from typing import Any

from simin.domains.observations.models import (
    Datastream,
    FeatureOfInterest,
    HistoricalLocation,
    Location,
    ObservedProperty,
    Sensor,
    Thing,
)
from simin.domains.observations.sensorthings.geography import drawing
from simin.kit.errors import RejectedError

_COLUMNS = {
    "description": "description",
    "properties": "properties",
    "encodingType": "encoding_type",
    "definition": "definition",
    "time": "time",
    "observationType": "observation_type",
    "observedArea": "observed_area",
    "location": "location",
    "feature": "feature",
}
_BOUNDS = ("west", "south", "east", "north")

type Row = (
    Thing
    | Sensor
    | ObservedProperty
    | Location
    | HistoricalLocation
    | Datastream
    | FeatureOfInterest
)


def fill(row: Row, values: dict[str, Any], language: str) -> None:
    """Put ``values`` into the columns of ``row``."""
    for name, value in values.items():
        if name == "name":
            row.name = {language: value}  # type: ignore[union-attr]
        elif name == "unitOfMeasurement":
            _unit(row, value)
        elif name == "metadata":
            _metadata(row, value)
        else:
            setattr(row, _COLUMNS[name], value)
        if name in ("location", "feature"):
            _bound(row, value)


def _unit(row: Any, unit: dict[str, str]) -> None:
    row.unit, row.unit_name = unit["symbol"], unit["name"]
    row.unit_definition = unit["definition"]


def _metadata(row: Any, value: Any) -> None:
    short = isinstance(value, str) and len(value) <= 500
    row.metadata, row.metadata_document = (value, None) if short else ("", value)


def _bound(row: Any, geometry: Any) -> None:
    drawn = drawing(geometry)
    bounds = drawn.bounds if drawn is not None and not drawn.is_empty else (None,) * 4
    for name, value in zip(_BOUNDS, bounds, strict=True):
        setattr(row, name, value)


def check_lengths(row: Row) -> None:
    """What a column cannot hold is refused before the database does. Raises ``RejectedError``."""
    for field in row._meta.concrete_fields:
        value = getattr(row, field.attname, None)
        longest = getattr(field, "max_length", None)
        if longest and isinstance(value, str) and len(value) > longest:
            raise RejectedError(field.name, f"is longer than {longest} characters")
