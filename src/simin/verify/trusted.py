"""Tiles that are fetched from anywhere and believed only as far as a signed root reaches.

The tiles at the right edge must give the root; every full tile must hash to its place in the tile
above it. So a tile that was tampered with is found wherever it lies, and is named.
"""

from collections.abc import Callable, Iterator, Sequence

from simin.domains.transparency import proving
from simin.domains.transparency.checkpoint import Checkpoint
from simin.domains.transparency.errors import LogDamagedError
from simin.domains.transparency.merkle import leaf_hash, root_of
from simin.domains.transparency.tiles import WIDTH, Tile, entries_in, hashes_in, tile_of
from simin.verify.errors import RefutedError

type Fetch = Callable[[Tile], bytes]


class TrustedTiles:
    """The tiles under one checkpoint."""

    def __init__(self, checkpoint: Checkpoint, fetch: Fetch) -> None:
        """Raises ``RefutedError`` unless the right edge gives the checkpoint's root."""
        self.checkpoint = checkpoint
        self._fetch = fetch
        self._trusted: dict[tuple[int, int], list[bytes]] = {}
        if proving.root_at(checkpoint.size, self._edge) != checkpoint.root:
            raise RefutedError(
                f"the tiles do not give the root that is signed for {checkpoint.size} leaves"
            )

    def root_at(self, size: int) -> bytes:
        """The root of the first ``size`` leaves, which is proved to be that."""
        return proving.root_at(size, self._within)

    def entries(self, tiles: Sequence[Tile], bundles: Iterator[bytes]) -> Iterator[bytes]:
        """The leaves of some bundles, each one checked."""
        for tile, content in zip(tiles, bundles, strict=True):
            entries = _read(entries_in, content, tile)
            if [leaf_hash(entry) for entry in entries] != self._hashes(0, tile.number):
                raise RefutedError(f"bundle {tile.path} holds leaves that the log does not have")
            yield from entries

    def bundle(self, number: int) -> Tile:
        """Bundle ``number`` as it is under this checkpoint."""
        return tile_of(None, number, self.checkpoint.size)

    def _edge(self, tile: Tile) -> list[bytes]:
        hashes = _read(hashes_in, self._fetch(tile), tile)
        self._trusted[tile.level or 0, tile.number] = hashes
        return hashes

    def _within(self, tile: Tile) -> list[bytes]:
        return self._hashes(tile.level or 0, tile.number)[: tile.width]

    def _hashes(self, level: int, number: int) -> list[bytes]:
        known = self._trusted.get((level, number))
        if known is None:
            tile = tile_of(level, number, self.checkpoint.size)
            known = _read(hashes_in, self._fetch(tile), tile)
            above = self._hashes(level + 1, number // WIDTH)
            if root_of(known) != above[number % WIDTH]:
                raise RefutedError(f"tile {tile.path} does not hash to what stands above it")
            self._trusted[level, number] = known
        return known


def _read[T](read: Callable[..., T], content: bytes, tile: Tile) -> T:
    try:
        return read(content, tile.width, what=tile.path)
    except LogDamagedError as error:
        raise RefutedError(str(error)) from error
