"""Spans of time as people type them: ``30m``, ``2h``, ``7d``. Pure."""

import re

from simin.kit.errors import RejectedError

_PARTS = {"d": 86400, "h": 3600, "m": 60, "s": 1}
_SPAN = re.compile(r"(?:([0-9]{1,8})\s*([dhms])\s*)+")
_PART = re.compile(r"([0-9]{1,8})\s*([dhms])")


def read(field: str, text: str) -> int | None:
    """Seconds; None where nothing is typed. Raises ``RejectedError``."""
    typed = text.strip().lower()
    if not typed:
        return None
    if typed.isascii() and typed.isdigit() and len(typed) <= 9:
        return int(typed)
    if not _SPAN.fullmatch(typed):
        raise RejectedError(field, "is no span")
    return sum(int(count) * _PARTS[unit] for count, unit in _PART.findall(typed))


def written(seconds: int | None) -> str:
    """``7d``, ``90m``, ``2h``: in the largest unit that leaves no rest."""
    if not seconds:
        return ""
    unit = next(unit for unit, size in _PARTS.items() if seconds % size == 0)
    return f"{seconds // _PARTS[unit]}{unit}"
