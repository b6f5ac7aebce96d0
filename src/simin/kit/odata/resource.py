"""Paths: ``Things(1)/Datastreams(2)/name/$value``. Pure.

Only the shape is judged here; whether a name is a set, a link or a property is for whoever knows
the entities.
"""

import re
from dataclasses import dataclass
from urllib.parse import unquote

from simin.kit.errors import NotFoundError

#: Names in one path.
LONGEST = 10
_SEGMENT = re.compile(r"(?P<name>[@$]?[^\W\d][\w.@\-]*)(?:\((?P<key>[^()]*)\))?")


class UnknownResourceError(NotFoundError):
    """Nothing has this address."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A name and, in brackets, a key; a key that is no number is nobody's."""

    name: str
    key: int | None = None


def parse(path: str) -> tuple[Segment, ...]:
    """Segments of ``path`` without slashes around it. Raises ``UnknownResourceError``."""
    parts = [unquote(part) for part in path.strip("/").split("/")] if path.strip("/") else []
    if len(parts) > LONGEST:
        raise UnknownResourceError(f"an address has at most {LONGEST} parts")
    return tuple(_segment(part) for part in parts)


def _segment(part: str) -> Segment:
    found = _SEGMENT.fullmatch(part)
    if found is None:
        raise UnknownResourceError(f"{part[:60]!r} is no part of an address")
    if found["key"] is None:
        return Segment(found["name"])
    return Segment(found["name"], _key(found["key"], part))


def _key(said: str, part: str) -> int:
    if not (said.isascii() and said.isdecimal() and len(said) < 19):
        raise UnknownResourceError(f"{part[:60]!r} does not exist; ids are numbers")
    return int(said)
