"""The log: appends leaves and signs what it has become.

The checkpoint is written last, and it alone says how far the log goes: whatever an attempt wrote
that was cut off before stands beyond it, is covered by no signature, and is written again the same
the next time. One process writes at a time.
"""

from collections.abc import Iterator, Sequence
from itertools import batched

from simin.domains.transparency import proving
from simin.domains.transparency.anchoring import Anchor, NullAnchor
from simin.domains.transparency.checkpoint import Checkpoint, opened
from simin.domains.transparency.errors import LogDamagedError
from simin.domains.transparency.folder import CHECKPOINT, LogFolder, ensure_whole
from simin.domains.transparency.keys import history_of
from simin.domains.transparency.merkle import leaf_hash, root_of
from simin.domains.transparency.note import Note, Signer
from simin.domains.transparency.tiles import (
    HEIGHT,
    LONGEST_ENTRY,
    WIDTH,
    Tile,
    bundle,
    tile_of,
)
from simin.kit.errors import RejectedError


class Log:
    """A log of one origin, opened for writing."""

    def __init__(self, folder: LogFolder, signer: Signer, anchor: Anchor | None = None) -> None:
        """Raises ``LogDamagedError``, ``NoteRefusedError`` where what is there cannot go on."""
        self._folder = folder
        self._signer = signer
        self._anchor = anchor or NullAnchor()
        #: The hashes of the tile at the right edge, by level, and the entries of the last bundle.
        self._edge: list[list[bytes]] = []
        self._bundle: list[bytes] = []
        self.size = 0
        #: Whether somebody has compared its leaves with what else is known of them.
        self.compared = False
        encoded = folder.read(CHECKPOINT)
        if encoded is None:
            self._begin()
        else:
            self._resume(encoded)

    @property
    def checkpoint(self) -> Checkpoint:
        """Where the log stands."""
        root = proving.root_at(self.size, self._tiles)
        return Checkpoint(self._signer.name, self.size, root)

    def leaves(self, first: int) -> Iterator[bytes]:
        """From the place ``first`` to the last."""
        for number in range(first // WIDTH, -(-self.size // WIDTH)):
            entries = self._folder.entries(tile_of(None, number, self.size))
            yield from entries[max(0, first - number * WIDTH) :]

    def append(self, entries: Sequence[bytes]) -> None:
        """Append all of them under one new checkpoint."""
        for entry in entries:
            if not 0 < len(entry) <= LONGEST_ENTRY:
                raise RejectedError("entry", f"has {len(entry)} bytes, not 1 to {LONGEST_ENTRY}")
        before, full = self.size, []
        try:
            full = [*self._extend_bundles(entries), *self._extend_level(0, map(leaf_hash, entries))]
            self._commit(before + len(entries))
        except BaseException:
            self.size = before
            self._load()  # what is in memory may be ahead of the checkpoint
            raise
        for tile in full:
            self._folder.drop_partials(tile)

    def _begin(self) -> None:
        if self._folder.has_tiles:
            raise LogDamagedError("there are tiles, but the checkpoint that covers them is gone")
        self._commit(0)

    def _resume(self, encoded: bytes) -> None:
        keys = history_of(self._folder).verifiers
        checkpoint, _, key = opened(encoded, keys[::-1])
        if checkpoint.origin != self._signer.name:
            raise LogDamagedError(f"the log's checkpoint is one of {checkpoint.origin}")
        self.size = checkpoint.size
        self._load()
        ensure_whole(self.checkpoint.root, checkpoint.root)
        if key != self._signer.verifier:
            self._commit(self.size)  # another key signs since

    def _load(self) -> None:
        """The right edge, from the files that the checkpoint covers."""
        self._edge, self._bundle = [], []
        for level in range(8):
            count = self.size >> (HEIGHT * level)
            if not count:
                break
            last = count // WIDTH
            self._edge.append(self._hashes(level, last) if count % WIDTH else [])
        if self.size % WIDTH:
            self._bundle = self._folder.entries(tile_of(None, self.size // WIDTH, self.size))

    def _hashes(self, level: int, number: int) -> list[bytes]:
        return self._folder.hashes(tile_of(level, number, self.size))

    def _tiles(self, tile: Tile) -> list[bytes]:
        return self._folder.hashes(tile)

    def _extend_bundles(self, entries: Sequence[bytes]) -> list[Tile]:
        number, all_ = self.size // WIDTH, [*self._bundle, *entries]
        full = []
        for place, part in enumerate(batched(all_, WIDTH)):
            tile = Tile(None, number + place, len(part))
            self._folder.put(tile, bundle(part))
            full += [tile] if tile.is_full else []
        self._bundle = all_[len(all_) // WIDTH * WIDTH :]
        return full

    def _extend_level(self, level: int, hashes: "Sequence[bytes] | map[bytes]") -> list[Tile]:
        """Hashes at the end of a level, and what follows from full tiles one level up."""
        if level == len(self._edge):
            self._edge.append([])
        number = (self.size >> (HEIGHT * level)) // WIDTH
        all_ = [*self._edge[level], *hashes]
        full, roots = [], []
        for place, part in enumerate(batched(all_, WIDTH)):
            tile = Tile(level, number + place, len(part))
            self._folder.put(tile, b"".join(part))
            if tile.is_full:
                full.append(tile)
                roots.append(root_of(part))
        self._edge[level] = all_[len(all_) // WIDTH * WIDTH :]
        return [*full, *self._extend_level(level + 1, roots)] if roots else full

    def _commit(self, size: int) -> None:
        self.size = size
        checkpoint = self.checkpoint
        note = Note(checkpoint.text, (self._signer.sign(checkpoint.text),))
        encoded = str(note).encode()
        self._folder.write(CHECKPOINT, encoded)
        self._anchor.offer(encoded)
