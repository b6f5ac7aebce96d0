"""How entries are bound together: each hash covers the one before and every field of its entry.

Whoever changes, removes or inserts an entry must change every later hash. Whoever also does that is
found out by a hash that was noted elsewhere (``queries.head``). Pure.
"""

import hashlib
from datetime import UTC, datetime
from typing import Any

import msgspec

#: Stands before the first entry.
GENESIS = "0" * 64


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


def canonical(details: Any) -> str:
    """The one JSON text of ``details``: keys sorted, no spaces."""
    return msgspec.json.encode(details, order="deterministic").decode()


def entry_hash(deed: Deed, previous: str) -> str:
    """SHA-256 over the previous hash and the deed as a JSON array in UTC, hex."""
    fields = list(msgspec.structs.astuple(deed))
    fields[1] = deed.at.astimezone(UTC).isoformat(timespec="microseconds")
    return hashlib.sha256(previous.encode() + msgspec.json.encode(fields)).hexdigest()
