"""How entries are bound together: each hash covers the one before and every field of its entry.

Whoever changes, removes or inserts an entry must change every later hash. Whoever also does that is
found out by a hash that was noted elsewhere (``queries.head``). Pure.
"""

from datetime import UTC, datetime

import msgspec

from simin.kit.hash_chain import GENESIS, canonical, linked_hash

__all__ = ["GENESIS", "Deed", "canonical", "entry_hash"]


class Deed(msgspec.Struct, frozen=True, kw_only=True):
    """The hashed fields of an entry, in the order in which they are hashed."""

    position: int
    at: datetime
    account: str
    action: str
    subject: str
    #: Canonical JSON text.
    details: str
    address: str


def entry_hash(deed: Deed, previous: str) -> str:
    """SHA-256 over the previous hash and the deed as a JSON array in UTC, hex."""
    fields = list(msgspec.structs.astuple(deed))
    fields[1] = deed.at.astimezone(UTC).isoformat(timespec="microseconds")
    return linked_hash(previous, fields)
