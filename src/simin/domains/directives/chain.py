"""How the entries of one directive's chain are bound together. Pure."""

from datetime import UTC, datetime

import msgspec

from simin.kit.hash_chain import linked_hash


class Link(msgspec.Struct, frozen=True, kw_only=True):
    """The hashed fields of an entry, in the order in which they are hashed."""

    directive: str
    position: int
    at: datetime
    actor: str
    act: str
    #: The state after it.
    state: str
    text: str
    #: Canonical JSON text.
    details: str
    key: str


def link_hash(link: Link, previous: str) -> str:
    fields = list(msgspec.structs.astuple(link))
    fields[2] = link.at.astimezone(UTC).isoformat(timespec="microseconds")
    return linked_hash(previous, fields)
