"""From the text of a cell to what it means, and back. Pure; what cannot be read says why."""

import math
import re
from collections.abc import Mapping
from datetime import date
from typing import Any

import shapely
from shapely.geometry import mapping, shape

_DAY = re.compile(r"(\d{4})[-./]\s?(\d{1,2})[-./]\s?(\d{1,2})\.?")
_TRUE = {"true", "yes", "y", "1", "예", "o"}
_FALSE = {"false", "no", "n", "0", "", "아니오", "x"}
#: Below a day of Excel's calendar that anybody means.
_SERIAL = re.compile(r"[34]\d{4}")


class CellError(ValueError):
    """The cell cannot be read; the text says why."""


def day(text: str) -> date:
    found = _DAY.fullmatch(text.strip())
    if found is None:
        if _SERIAL.fullmatch(text.strip()):
            raise CellError("is a day as a spreadsheet counts it; write it as 2022-03-05")
        raise CellError("is no day such as 2022-03-05")
    try:
        return date(*(int(part) for part in found.groups()))
    except ValueError as error:
        raise CellError("is no day of the calendar") from error


def optional_day(text: str) -> date | None:
    return day(text) if text.strip() else None


def whole(text: str) -> int:
    """``1,200`` is a number as people write it."""
    plain = text.strip().replace(",", "").replace("_", "").replace(" ", "")
    if not re.fullmatch(r"[-+]?\d{1,18}", plain):
        raise CellError("is no whole number")
    return int(plain)


def number(text: str) -> float:
    """``45``, ``45.5`` or ``45.5%``."""
    plain = text.strip().removesuffix("%").strip()
    try:
        found = float(plain)
    except ValueError as error:
        raise CellError("is no number") from error
    if not math.isfinite(found):
        raise CellError("is no number")
    return found


def optional_number(text: str) -> float | None:
    return number(text) if text.strip() else None


def truth(text: str) -> bool:
    plain = text.strip().casefold()
    if plain not in _TRUE | _FALSE:
        raise CellError("is neither yes nor no")
    return plain in _TRUE


def several(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(";") if part.strip())


def geometry(text: str) -> Mapping[str, Any] | None:
    """WKT, longitude first; empty: no place."""
    if not text.strip():
        return None
    try:
        drawn = shapely.from_wkt(text.strip())
    except shapely.errors.ShapelyError as error:
        raise CellError("is no geometry as WKT") from error
    if drawn.is_empty or drawn.geom_type not in ("Point", "LineString", "Polygon"):
        raise CellError("is no point, line or polygon")
    west, south, east, north = drawn.bounds
    if west < -180 or east > 180 or south < -90 or north > 90:
        raise CellError("lies outside the world; longitude stands first")
    if not drawn.is_valid:
        raise CellError("crosses itself")
    plain: dict[str, Any] = _lists(mapping(drawn))
    return plain


def _lists(told: Any) -> Any:
    """As JSON has it."""
    if isinstance(told, Mapping):
        return {name: _lists(value) for name, value in told.items()}
    return [_lists(one) for one in told] if isinstance(told, tuple | list) else told


def as_text(value: Any) -> str:
    """The cell in which ``value`` reads back."""
    match value:
        case None:
            told = ""
        case bool():
            told = "yes" if value else "no"
        case date():
            told = value.isoformat()
        case float():
            told = f"{value:g}" if float(f"{value:g}") == value else repr(value)
        case Mapping():
            told = str(shapely.to_wkt(shape(dict(value)), trim=True, rounding_precision=7))
        case tuple() | list():
            told = ";".join(str(one) for one in value)
        case _:
            told = str(value)
    return told
