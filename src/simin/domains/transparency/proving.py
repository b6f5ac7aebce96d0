"""Proofs made from tiles: the same for the city that serves them and for who fetches them. Pure.

``Tiles`` hands out the hashes of a tile; a proof touches one tile a level of 256, whatever the size
of the log, so that it takes as long at ten million leaves as at a thousand.
"""

from collections.abc import Callable

from simin.domains.transparency.merkle import EMPTY, node_hash, root_of
from simin.domains.transparency.tiles import HEIGHT, WIDTH, Tile, tile_of

#: The hashes of a tile: ``tile.width`` of them, or more where the tile has grown since.
type Tiles = Callable[[Tile], list[bytes]]


def root_at(size: int, tiles: Tiles) -> bytes:
    """The root of the first ``size`` leaves."""
    return _Tree(size, tiles).over(0, size) if size else EMPTY


def inclusion(index: int, size: int, tiles: Tiles) -> list[bytes]:
    """RFC 9162, 2.1.3.1: PATH(index, D[size])."""
    if not 0 <= index < size:
        raise ValueError(f"leaf {index} is not in a tree of {size}")
    tree, proof, low, high = _Tree(size, tiles), [], 0, size
    while high - low > 1:
        middle = low + _split(high - low)
        if index < middle:
            proof.append(tree.over(middle, high))
            high = middle
        else:
            proof.append(tree.over(low, middle))
            low = middle
    return proof[::-1]


def consistency(size1: int, size2: int, tiles: Tiles) -> list[bytes]:
    """RFC 9162, 2.1.4.1: PROOF(size1, D[size2])."""
    if not 1 <= size1 <= size2:
        raise ValueError(f"nothing can be proved from {size1} leaves to {size2}")
    tree, proof, low, high, whole = _Tree(size2, tiles), [], 0, size2, True
    while size1 < high:
        middle = low + _split(high - low)
        if size1 <= middle:
            proof.append(tree.over(middle, high))
            high = middle
        else:
            proof.append(tree.over(low, middle))
            low, whole = middle, False
    if not whole:
        proof.append(tree.over(low, high))
    return proof[::-1]


def _split(count: int) -> int:
    """The largest power of two below ``count``."""
    return 1 << (count - 1).bit_length() - 1


class _Tree:
    """Hashes over ranges of leaves of a tree of ``size``."""

    def __init__(self, size: int, tiles: Tiles) -> None:
        self._size = size
        self._tiles = tiles
        self._read: dict[Tile, list[bytes]] = {}

    def over(self, low: int, high: int) -> bytes:
        """Root over the leaves from ``low`` to before ``high``, as they stand in a tree."""
        count = high - low
        if count & (count - 1) == 0:
            return self._node(count.bit_length() - 1, low)
        middle = low + _split(count)
        return node_hash(self.over(low, middle), self.over(middle, high))

    def _node(self, level: int, low: int) -> bytes:
        """The node of ``2 ** level`` leaves that begin with ``low``."""
        tile_level, inside = divmod(level, HEIGHT)
        place = low >> (tile_level * HEIGHT)
        hashes = self._hashes(tile_of(tile_level, place // WIDTH, self._size))
        offset = place % WIDTH
        return root_of(hashes[offset : offset + (1 << inside)])

    def _hashes(self, tile: Tile) -> list[bytes]:
        if tile not in self._read:
            self._read[tile] = self._tiles(tile)
        return self._read[tile]
