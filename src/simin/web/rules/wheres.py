"""Which rows, as people type it: a line a condition, ``service_code = water``. Pure.

``metres >= [controlled_from]`` compares with another column; ``code in a, b``; ``note contains x``;
``closed_at empty``.
"""

import re
from typing import Any

from simin.domains.alerts.rows import Where
from simin.kit.errors import RejectedError

_SIGNS = {"=": "eq", "!=": "ne", "≠": "ne", "<": "lt", "<=": "le", "≤": "le"}
_SIGNS |= {">": "gt", ">=": "ge", "≥": "ge", "in": "in", "contains": "contains"}
_WRITTEN = {"eq": "=", "ne": "!=", "lt": "<", "le": "<=", "gt": ">", "ge": ">="}
_COMPARED = re.compile(r"(.+?)\s*(!=|<=|>=|≠|≤|≥|=|<|>)\s*(.*)")
_NAMED = re.compile(r"(.+?)\s+(in|contains)\s+(.+)", re.IGNORECASE)
_EMPTY = re.compile(r"(.+?)\s+(empty|filled)", re.IGNORECASE)
_NUMBER = re.compile(r"-?(0|[1-9]\d{0,14})(\.\d{1,9})?")


def read(field: str, text: str) -> list[dict[str, Any]]:
    """Plain, as a rule has it. Raises ``RejectedError`` for a line that says nothing."""
    return [_line(field, line.strip()) for line in text.splitlines() if line.strip()]


def _line(field: str, line: str) -> dict[str, Any]:
    if empty := _EMPTY.fullmatch(line):
        return {"column": empty[1], "operator": "null", "value": empty[2].lower() == "empty"}
    found = _COMPARED.fullmatch(line) or _NAMED.fullmatch(line)
    if found is None or not found[3]:
        raise RejectedError(field, f"{line!r} compares nothing")
    column, operator, said = found[1], _SIGNS[found[2].lower()], found[3].strip()
    if said.startswith("[") and said.endswith("]"):
        return {"column": column, "operator": operator, "than": said[1:-1].strip()}
    if operator == "in":
        values = [_value(one.strip()) for one in said.split(",") if one.strip()]
        return {"column": column, "operator": operator, "value": values}
    return {"column": column, "operator": operator, "value": _value(said)}


def _value(said: str) -> int | float | str:
    """A number only where it is written back the same: ``007`` is a code."""
    if not _NUMBER.fullmatch(said):
        return said
    return float(said) if "." in said else int(said)


def written(wheres: tuple[Where, ...]) -> str:
    return "\n".join(map(_written, wheres))


def _written(one: Where) -> str:
    if one.operator == "null":
        return f"{one.column} {'filled' if one.value in (False, 'false') else 'empty'}"
    sign = _WRITTEN.get(one.operator, one.operator)
    if one.than is not None:
        return f"{one.column} {sign} [{one.than}]"
    values = one.value if isinstance(one.value, tuple) else (one.value,)
    return f"{one.column} {sign} {', '.join(str(value) for value in values)}"
