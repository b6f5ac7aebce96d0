"""What a leaf says, in bytes: ``frame 1234 <hash>``. Pure; both sides of a proof make them here.

One line of ASCII without its end: the kind, its number among its kind, and the SHA-256 leaf hash
(over ``0x00`` and the bytes) of the document that anyone can fetch. So the log stays small, nothing
of what is later forgotten or erased is in it, and a leaf of one kind is never one of another.
"""

import re
from dataclasses import dataclass

from simin.domains.transparency.merkle import leaf_hash

_ENTRY = re.compile(rb"([a-z][a-z-]{0,30}) (0|[1-9]\d{0,17}) ([0-9a-f]{64})")


@dataclass(frozen=True, slots=True)
class Entry:
    """One leaf's words."""

    kind: str
    number: int
    #: Hex.
    hash: str

    def encoded(self) -> bytes:
        return f"{self.kind} {self.number} {self.hash}".encode()


def entry_of(kind: str, number: int, document: bytes) -> Entry:
    """The leaf of a document: exactly these bytes are what is handed out."""
    return Entry(kind, number, leaf_hash(document).hex())


def read_entry(encoded: bytes) -> Entry | None:
    """None for a leaf that says something else: a later version may log more."""
    found = _ENTRY.fullmatch(encoded)
    if found is None:
        return None
    return Entry(found[1].decode(), int(found[2]), found[3].decode())
