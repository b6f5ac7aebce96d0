"""Frames: what changed in the picture, numbered, immutable, each bound to the one before.

A frame exists in two views. The public frame's hash is SHA-256 over ``0x00`` and its bytes (the
leaf hash of RFC 9162, section 2.1.1), and every public frame names its predecessor's hash; the
office's frame of the same number names the public frame's hash, so that both screens can show they
agree.
"""

import hashlib
from datetime import datetime
from enum import StrEnum

import msgspec

from simin.domains.picture.card import Card, WithheldCard


class View(StrEnum):
    """Who looks."""

    PUBLIC = "public"
    OFFICE = "office"


#: Stands before the first frame.
GENESIS = "0" * 64


class PublicFrame(msgspec.Struct, frozen=True, kw_only=True):
    """What changed, as everyone sees it."""

    number: int
    #: Real time of publishing.
    at: datetime
    #: City time of publishing.
    city_time: datetime
    #: City seconds in one real second.
    speed: float
    #: Hash of public frame ``number - 1``; ``GENESIS`` for the first.
    previous: str
    changed: list[Card | WithheldCard]
    #: Card ids that left the picture.
    removed: list[str]


class OfficeFrame(msgspec.Struct, frozen=True, kw_only=True):
    """What changed, as the office sees it."""

    number: int
    at: datetime
    city_time: datetime
    speed: float
    #: Hash of the public frame with the same number.
    public_hash: str
    changed: list[Card]
    removed: list[str]


class Snapshot(msgspec.Struct, frozen=True, kw_only=True):
    """The whole picture at a number, in one view; cards sorted by id."""

    number: int
    at: datetime
    city_time: datetime
    speed: float
    #: Hash of the public frame ``number``.
    hash: str
    view: View
    cards: list[Card | WithheldCard]


def leaf_hash(encoded: bytes) -> str:
    """RFC 9162 leaf hash of an encoded public frame, hex."""
    return hashlib.sha256(b"\x00" + encoded).hexdigest()
