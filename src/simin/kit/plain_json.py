"""JSON that someone sent, as far as everything behind the door can hold it. Pure.

Text that no database takes (NUL, half a surrogate pair), numbers that are none (JSON has no
infinity, but ``1e999`` is one) and trees too deep to walk are refused where they come in: kept,
they would break every later question that only meets them.
"""

import json
import math
from typing import Any

from simin.kit.errors import RejectedError

#: Lists and objects inside one another.
DEEPEST = 64


def read(body: bytes | str) -> Any:
    """Raises ``RejectedError`` naming ``body``."""
    try:
        found = json.loads(body, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise RejectedError("body", "is no JSON") from error
    checked(found)
    return found


def _no_number(said: str) -> None:
    raise ValueError(said)


def checked(value: Any) -> int:
    """How many values ``value`` holds, names and itself included. Raises as ``read``."""
    waiting, count = [(value, 1)], 0
    while waiting:
        seen, level = waiting.pop()
        count += 1
        if level > DEEPEST:
            raise RejectedError("body", f"is more than {DEEPEST} levels deep")
        if isinstance(seen, dict):
            waiting += ((each, level + 1) for pair in seen.items() for each in pair)
        elif isinstance(seen, list):
            waiting += ((each, level + 1) for each in seen)
        elif isinstance(seen, str):
            _check_text(seen)
        elif isinstance(seen, int | float) and not _is_measurable(seen):
            raise RejectedError("body", "has a number beyond all measure")
    return count


def _check_text(text: str) -> None:
    if "\0" in text:
        raise RejectedError("body", "holds a NUL")
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise RejectedError("body", "holds half a surrogate pair") from error


def _is_measurable(number: float) -> bool:
    try:
        return math.isfinite(float(number))
    except OverflowError:
        return False
