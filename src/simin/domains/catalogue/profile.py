"""What the columns of a version hold as a whole: how much is empty, how many values there are.

Reckoned once a version and process; a version that grows is another one.
"""

import threading
from collections import OrderedDict
from dataclasses import dataclass

import msgspec

from simin.domains.catalogue.asking import ask
from simin.domains.catalogue.models import Version
from simin.domains.catalogue.schema import Schema, quoted

#: Versions that are remembered, and rows of which the columns are looked through.
_KEPT, MOST_ROWS = 500, 5_000_000
_known: OrderedDict[tuple[object, ...], dict[str, "Profile"]] = OrderedDict()
_lock = threading.Lock()


@dataclass(frozen=True, slots=True)
class Profile:
    """Of one column; ``values`` is an estimate."""

    empty: int
    values: int


def profiles(of: Version) -> dict[str, Profile]:
    """By column; nothing of a version that is too large to look through."""
    names = msgspec.convert(of.schema, Schema).names
    if of.rows > MOST_ROWS:
        return {}
    key = (of.dataset_id, of.number, of.at, of.rows, names)
    if key not in _known:
        found = _reckoned(of, names)
        with _lock:
            _known[key] = found
            while len(_known) > _KEPT:
                _known.popitem(last=False)
    return _known[key]


def _reckoned(of: Version, names: tuple[str, ...]) -> dict[str, Profile]:
    told = ", ".join(
        f"count(*) - count({quoted(name)}), approx_count_distinct({quoted(name)})" for name in names
    )
    row = ask(of, f"SELECT {told} FROM everything", [])[0]
    return {name: Profile(row[2 * at], row[2 * at + 1]) for at, name in enumerate(names)}
