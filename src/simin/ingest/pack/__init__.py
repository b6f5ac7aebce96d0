"""The city pack: a city as data, read and checked as a whole (``docs/reference/city-pack.md``).

Owns the contract of a pack. Never touches the database, never half-loads: ``read_pack`` returns a
whole ``Pack`` or raises ``PackDamagedError`` with every problem it found.
"""

from simin.ingest.pack.datasets import DatasetEntry, dataset_digest, dataset_rows
from simin.ingest.pack.facilities import read_facilities
from simin.ingest.pack.finder import find_pack, shipped_packs
from simin.ingest.pack.pack import Pack
from simin.ingest.pack.problem import PackDamagedError, PackMissingError, Problem
from simin.ingest.pack.reader import read_pack
from simin.ingest.pack.real_time import in_real_time

__all__ = [
    "DatasetEntry",
    "Pack",
    "PackDamagedError",
    "PackMissingError",
    "Problem",
    "dataset_digest",
    "dataset_rows",
    "find_pack",
    "in_real_time",
    "read_facilities",
    "read_pack",
    "shipped_packs",
]
