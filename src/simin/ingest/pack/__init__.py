"""The city pack: a city as data, read and checked as a whole (``docs/reference/city-pack.md``).

Owns the contract of a pack. Never touches the database, never half-loads: ``read_pack`` returns a
whole ``Pack`` or raises ``PackDamagedError`` with every problem it found.
"""

from simin.ingest.pack.facilities import read_facilities
from simin.ingest.pack.finder import find_pack, shipped_packs
from simin.ingest.pack.pack import Pack
from simin.ingest.pack.problem import PackDamagedError, PackMissingError, Problem
from simin.ingest.pack.reader import read_pack

__all__ = [
    "Pack",
    "PackDamagedError",
    "PackMissingError",
    "Problem",
    "find_pack",
    "read_facilities",
    "read_pack",
    "shipped_packs",
]
