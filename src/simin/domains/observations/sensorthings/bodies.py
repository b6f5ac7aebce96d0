"""What someone sent, checked against what an entity tells (18-088, 8 and 10). Pure.

Every error names the place: ``Datastreams[0].unitOfMeasurement``. Also reads what a fast intake
hands in; nothing here asks the database.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from simin.domains.observations.sensorthings.entities import TYPES, Kind
from simin.domains.observations.sensorthings.geography import drawing
from simin.kit.errors import RejectedError
from simin.kit.odata.lexer import moment
from simin.kit.odata.syntax import Interval

type Body = Mapping[str, Any]

#: Characters of a name, and of any other text.
LONGEST_NAME = 200
LONGEST_TEXT = 20_000


@dataclass(frozen=True, slots=True)
class Checked:
    """Values by property, and what stands at each link, unread."""

    values: dict[str, Any]
    links: dict[str, Any]


def checked(entity: str, body: Any, *, at: str = "", partial: bool = False) -> Checked:
    """Raises ``RejectedError`` naming the place; ``partial``: only what is there is looked at."""
    if not isinstance(body, Mapping):
        raise RejectedError(at or "body", "is no JSON object")
    known = TYPES[entity]
    values = {}
    for name, told in known.properties.items():
        if name not in body:
            if told.required and not partial:
                raise RejectedError(f"{at}{name}", f"is missing; a {entity} must have it")
            continue
        if not told.kept:
            values[name] = _READERS[told.kind](body[name], f"{at}{name}", told.required)
    unknown = [name for name in body if name not in {*known.properties, *known.links, "id"}]
    strange = [name for name in unknown if "@" not in name]
    if strange:
        raise RejectedError(f"{at}{strange[0]}"[:200], f"a {entity} has no such property")
    return Checked(values, {name: body[name] for name in known.links if name in body})


def reference(told: Any, at: str) -> int | None:
    """The id where ``told`` names an entity that exists, None where it is a new one."""
    if not isinstance(told, Mapping):
        raise RejectedError(at, "is no JSON object")
    if "@iot.id" not in told:
        return None
    key = told["@iot.id"]
    if isinstance(key, bool) or not isinstance(key, int):
        raise RejectedError(f"{at}.@iot.id", "ids are numbers")
    return key


def listed(told: Any, at: str) -> list[tuple[Any, str]]:
    """The members of a link to many; one alone is taken as a list of one."""
    if isinstance(told, Mapping):
        return [(told, at)]
    if not isinstance(told, list):
        raise RejectedError(at, "is no list")
    return [(each, f"{at}[{number}]") for number, each in enumerate(told)]


def _text(value: Any, at: str, required: bool) -> str:
    if value is None and not required:
        return ""
    longest = LONGEST_NAME if at.endswith("name") else LONGEST_TEXT
    if not isinstance(value, str) or len(value) > longest or "\0" in value:
        raise RejectedError(at, f"is no text of at most {longest} characters")
    return value


def _object(value: Any, at: str, _: bool) -> Any:
    if value is not None and not isinstance(value, dict):
        raise RejectedError(at, "is no JSON object")
    return _any(value, at, False)


def _any(value: Any, at: str, _: bool) -> Any:
    """What stands deeper was looked at where it was read (``kit.plain_json``)."""
    if isinstance(value, float) and not math.isfinite(value):
        raise RejectedError(at, "is not a finite number")
    if isinstance(value, str) and "\0" in value:
        raise RejectedError(at, "holds a NUL")
    return value


def _geometry(value: Any, at: str, required: bool) -> Any:
    if value is None and not required:
        return None
    if isinstance(value, dict) and drawing(value) is None:
        raise RejectedError(at, "is no GeoJSON geometry")
    if not isinstance(value, dict | str):
        raise RejectedError(at, "is no geometry")
    return _any(value, at, False)


def _moment(value: Any, at: str, required: bool) -> datetime | None:
    if value is None and not required:
        return None
    try:
        return moment(value)
    except (ValueError, TypeError, AttributeError, OverflowError) as error:
        raise RejectedError(at, "is no time; write 2026-01-31T06:00:00Z") from error


def _interval(value: Any, at: str, required: bool) -> Interval | None:
    found = _time(value, at, required)
    if isinstance(found, datetime):
        raise RejectedError(at, "is no interval; write START/END")
    return found


def _time(value: Any, at: str, required: bool) -> datetime | Interval | None:
    if not isinstance(value, str) or "/" not in value:
        return _moment(value, at, required)
    start, _, end = value.partition("/")
    found = Interval(_moment(start, at, True), _moment(end, at, True))  # type: ignore[arg-type]
    if found.end < found.start:
        raise RejectedError(at, "ends before it begins")
    return found


def _unit(value: Any, at: str, _: bool) -> dict[str, str]:
    if not isinstance(value, dict):
        raise RejectedError(at, "is no JSON object with name, symbol and definition")
    lengths = {"name": 200, "symbol": 50, "definition": 500}
    for name, longest in lengths.items():
        said = value.get(name)
        if said is not None and (not isinstance(said, str) or len(said) > longest):
            raise RejectedError(f"{at}.{name}", f"is no text of at most {longest} characters")
    return {name: value.get(name) or "" for name in lengths}


_READERS: dict[Kind, Callable[[Any, str, bool], Any]] = {
    Kind.TEXT: _text,
    Kind.OBJECT: _object,
    Kind.ANY: _any,
    Kind.GEOMETRY: _geometry,
    Kind.MOMENT: _moment,
    Kind.INTERVAL: _interval,
    Kind.TIME: _time,
    Kind.UNIT: _unit,
}
