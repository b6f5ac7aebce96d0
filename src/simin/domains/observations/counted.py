"""Counts in segments, remembered: a segment never changes but for rows that are superseded."""

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Any

from simin.domains.observations.models import Segment

type Counter = Callable[[list[Segment], str, Sequence[Any]], dict[str, int]]
type _Key = tuple[str, int, bytes]

#: Counts remembered by a process.
KEPT = 20_000

_known: OrderedDict[_Key, int] = OrderedDict()
_lock = threading.Lock()


def in_segments(
    segments: Sequence[Segment], where: str, parameters: Sequence[Any], count: Counter
) -> int:
    """How many rows of ``segments`` meet the condition; ``count`` is asked for those not known."""
    asked = _asked(where, parameters)
    keys = {segment.file: (segment.file, segment.edition, asked) for segment in segments}
    with _lock:
        known = {file: _known[key] for file, key in keys.items() if key in _known}
    missing = [segment for segment in segments if segment.file not in known]
    if missing:
        found = count(missing, where, parameters)
        counts = {segment.file: found.get(segment.file, 0) for segment in missing}
        _remember({keys[file]: number for file, number in counts.items()})
        known |= counts
    return sum(known.values())


def _asked(where: str, parameters: Sequence[Any]) -> bytes:
    """The question, however long: what anybody may ask fills no memory with its words."""
    return hashlib.sha256(repr((where, *parameters)).encode("utf-8", "surrogatepass")).digest()


def _remember(counts: dict[_Key, int]) -> None:
    with _lock:
        _known.update(counts)
        while len(_known) > KEPT:
            _known.popitem(last=False)
