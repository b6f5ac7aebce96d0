"""Frames as they are handed out: each is what the log says, and names the one before it.

Folds them too, by the bytes of cards and not by their meaning, so that a later version's frames can
be checked by this one.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import msgspec

from simin.domains.transparency.entries import Entry
from simin.domains.transparency.merkle import leaf_hash
from simin.verify.errors import RefutedError


class _Frame(msgspec.Struct):
    number: int
    previous: str
    changed: list[msgspec.Raw]
    removed: list[str]


class _Card(msgspec.Struct):
    id: str


class _Snapshot(msgspec.Struct):
    number: int
    hash: str
    cards: list[msgspec.Raw]


_frame = msgspec.json.Decoder(_Frame)
_card = msgspec.json.Decoder(_Card)
_snapshot = msgspec.json.Decoder(_Snapshot)


@dataclass
class Folded:
    """A picture: the bytes of each card by its id."""

    number: int
    #: Hash of public frame ``number``; empty before the first.
    hash: str
    cards: dict[str, bytes] = field(default_factory=dict)

    def take(self, frame: _Frame) -> None:
        for gone in frame.removed:
            self.cards.pop(gone, None)
        for card in frame.changed:
            self.cards[_card.decode(card).id] = bytes(card)


def read_picture(encoded: bytes) -> Folded:
    """From a snapshot's bytes. Raises ``RefutedError``."""
    told = _decoded(_snapshot, encoded, "the snapshot")
    cards = {_card.decode(card).id: bytes(card) for card in told.cards}
    return Folded(told.number, told.hash, cards)


def checked(frames: Iterable[bytes], leaves: Iterable[Entry], onto: Folded | None) -> str:
    """The hash of the last of ``frames``; folds them ``onto`` a picture where one is given.

    Raises ``RefutedError`` at the first frame that is not what its leaf says.
    """
    previous, end = onto.hash if onto else "", ""
    for encoded, leaf in _paired(frames, leaves):
        if leaf_hash(encoded).hex() != leaf.hash:
            raise RefutedError(f"frame {leaf.number} is not the one that is in the log")
        frame = _decoded(_frame, encoded, f"frame {leaf.number}")
        if frame.number != leaf.number or (previous and frame.previous != previous):
            raise RefutedError(f"frame {leaf.number} does not name the frame before it")
        previous = end = leaf.hash
        if onto is not None:
            onto.take(frame)
            onto.number, onto.hash = leaf.number, leaf.hash
    return end


def _paired(frames: Iterable[bytes], leaves: Iterable[Entry]) -> Iterator[tuple[bytes, Entry]]:
    handed_out = iter(frames)
    for leaf in leaves:
        encoded = next(handed_out, None)
        if encoded is None:
            raise RefutedError(f"frame {leaf.number} is in the log and is not handed out")
        yield encoded, leaf


def _decoded[T](decoder: msgspec.json.Decoder[T], encoded: bytes, what: str) -> T:
    try:
        return decoder.decode(encoded)
    except msgspec.DecodeError as error:
        raise RefutedError(f"{what} cannot be read: {error}") from error
