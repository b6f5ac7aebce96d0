"""Rows that are bound together: each hash covers the one before and every field of its row.

Whoever changes, removes or inserts a row must change every later hash. Whoever also does that is
found out by a hash that was noted elsewhere. Pure.
"""

import hashlib
from collections.abc import Sequence
from typing import Any

import msgspec

#: Stands before the first row.
GENESIS = "0" * 64


def canonical(details: Any) -> str:
    """The one JSON text of ``details``: keys sorted, no spaces."""
    return msgspec.json.encode(details, order="deterministic").decode()


def linked_hash(previous: str, fields: Sequence[Any]) -> str:
    """SHA-256 over the previous hash and the row's fields as a JSON array, hex."""
    return hashlib.sha256(previous.encode() + msgspec.json.encode(list(fields))).hexdigest()
