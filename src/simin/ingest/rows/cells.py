"""Single values as sources write them: ``"1,234 명"``, ``"-"``, ``"Y"``, ``2.02105E+11``.

A value that cannot be read raises ``UnreadableError``; it is never guessed, and a unit is taken
only where the mapping states the same one.
"""

import math
import re
import unicodedata
from typing import Any, Literal

from simin.kit.errors import SiminError

_NUMBER = re.compile(
    r"([+\-−]?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d*)?(?:[eE][+-]?\d+)?)\s*([^\d\s].*)?"
)
_TRUE = {"true", "1", "y", "yes", "t", "예", "o", "是"}
_FALSE = {"false", "0", "n", "no", "f", "아니오", "x", "否"}

type Answer = Literal[True, False]


class UnreadableError(SiminError):
    """The value cannot be what the mapping says that it is."""


def is_missing(value: Any, missing: tuple[str, ...]) -> bool:
    """Whether the source says that there is no value: nothing, blank, or a stated text."""
    if value is None:
        return True
    text = str(value).strip()
    return not text or text in missing


def text(value: Any) -> str:
    """Text without space around it, empty for nothing; ``7.0`` of a spreadsheet is ``7``."""
    if value is None:
        return ""
    if isinstance(value, dict | list):
        raise UnreadableError("holds several values, one is expected")
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def number(value: Any, unit: str | None = None) -> float:
    """A finite number; text may have thousands separators and the stated unit behind it."""
    if isinstance(value, bool | dict | list):
        raise UnreadableError(f"{value!r:.60} is not a number")
    try:
        result = float(value) if isinstance(value, int | float) else _read(str(value), unit)
    except OverflowError:  # JSON sets no bound to a whole number
        result = math.inf
    if not math.isfinite(result):
        raise UnreadableError(f"{value!r:.60} is not a finite number")
    return result


def _read(sent: str, unit: str | None) -> float:
    # Full-width digits become ASCII; ㎍/㎥ becomes μg/m3.
    plain = unicodedata.normalize("NFKC", sent).strip()
    match = _NUMBER.fullmatch(plain)
    if match is None or not any(letter.isdigit() for letter in match[1]):
        raise UnreadableError(f"{sent!r:.60} is not a number")
    if match[2] and not _same_unit(match[2], unit):
        raise UnreadableError(f"carries the unit {match[2]!r:.30}, the mapping states {unit!r}")
    return float(match[1].replace(",", "").replace("−", "-"))


def _same_unit(sent: str, stated: str | None) -> bool:
    return stated is not None and _plain(sent) == _plain(stated)


def _plain(unit: str) -> str:
    return unicodedata.normalize("NFKC", unit).strip().casefold()


def integer(value: Any, unit: str | None = None) -> int:
    result = number(value, unit)
    if not result.is_integer():
        raise UnreadableError(f"{value!r:.60} is not a whole number")
    return int(result)


def boolean(value: Any) -> Answer:
    if isinstance(value, bool):
        return value
    plain = text(value).casefold()
    if plain in _TRUE:
        return True
    if plain in _FALSE:
        return False
    raise UnreadableError(f"{value!r:.60} is neither yes nor no")
