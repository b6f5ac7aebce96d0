"""The bytes of cards, frames and snapshots: JSON, deterministic, one line.

The same struct always gives the same bytes (keys of free dicts are sorted), since they are hashed.
An open card and a withheld one are told apart by the field ``form``.
"""

from typing import Any

import msgspec

from simin.domains.picture.card import Card, WithheldCard
from simin.domains.picture.frame import OfficeFrame, PublicFrame, Snapshot

_encoder = msgspec.json.Encoder(order="deterministic")


def encode(shown: Card | WithheldCard | PublicFrame | OfficeFrame | Snapshot) -> bytes:
    return _encoder.encode(shown)


def encode_field(card: str, field: str, told: list[Any]) -> bytes:
    """What the commitment to a field is made over, after its salt."""
    return _encoder.encode({"card": card, "field": field, "values": told})


def public_frame(encoded: bytes) -> PublicFrame:
    return msgspec.json.decode(encoded, type=PublicFrame)


def office_frame(encoded: bytes) -> OfficeFrame:
    return msgspec.json.decode(encoded, type=OfficeFrame)


def snapshot(encoded: bytes) -> Snapshot:
    return msgspec.json.decode(encoded, type=Snapshot)
