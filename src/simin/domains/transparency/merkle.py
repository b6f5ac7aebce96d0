"""Merkle trees as RFC 9162 has them: hashes, and proofs checked by whoever holds them. Pure.

A consistency proof from the empty tree is refused: it would say nothing, and who asks for one has
made a mistake. So is any proof longer or shorter than it must be.
"""

import hashlib
from collections.abc import Iterator, Sequence

from simin.domains.transparency.errors import ProofRefusedError

#: Root of the tree without leaves.
EMPTY = hashlib.sha256(b"").digest()


def leaf_hash(entry: bytes) -> bytes:
    """RFC 9162, 2.1.1: leaves and nodes can never be taken for one another."""
    return hashlib.sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def root_of(hashes: Sequence[bytes]) -> bytes:
    """Root over leaf hashes (or over nodes of one level)."""
    if not hashes:
        return EMPTY
    level = list(hashes)
    while len(level) > 1:
        paired = [node_hash(left, right) for left, right in _pairs(level)]
        level = [*paired, level[-1]] if len(level) % 2 else paired
    return level[0]


def _pairs(level: Sequence[bytes]) -> Iterator[tuple[bytes, bytes]]:
    return zip(level[::2], level[1::2], strict=False)


def check_inclusion(
    leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes
) -> None:
    """The leaf stands at ``index`` (RFC 9162, 2.1.3.2); else ``ProofRefusedError``."""
    if not 0 <= index < size:
        raise ProofRefusedError(f"leaf {index} is not in a tree of {size}")
    if len(leaf) != len(EMPTY):
        raise ProofRefusedError("a leaf hash has 32 bytes")
    if root_by_inclusion(leaf, index, size, proof) != root:
        raise ProofRefusedError("the proof of inclusion leads to another root")


def root_by_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes]) -> bytes:
    """The root to which the proof leads."""
    place, last, node = index, size - 1, leaf
    for step in proof:
        if last == 0:
            raise ProofRefusedError("the proof of inclusion is too long")
        if place & 1 or place == last:
            node = node_hash(step, node)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            node = node_hash(node, step)
        place, last = place >> 1, last >> 1
    if last:
        raise ProofRefusedError("the proof of inclusion is too short")
    return node


def check_consistency(
    size1: int, size2: int, proof: Sequence[bytes], root1: bytes, root2: bytes
) -> None:
    """The second tree begins with the first; RFC 9162, 2.1.4.2. Else ``ProofRefusedError``."""
    if size1 < 1 or size1 > size2:
        raise ProofRefusedError(f"nothing can be proved from {size1} leaves to {size2}")
    if size1 == size2:
        if proof or root1 != root2:
            raise ProofRefusedError("trees of one size must have one root, without a proof")
        return
    steps = [root1, *proof] if size1 & (size1 - 1) == 0 else list(proof)
    found1, found2 = _roots_by_consistency(size1, size2, steps)
    if found1 != root1:
        raise ProofRefusedError("the proof of consistency leads to another first root")
    if found2 != root2:
        raise ProofRefusedError("the proof of consistency leads to another second root")


def _roots_by_consistency(size1: int, size2: int, steps: Sequence[bytes]) -> tuple[bytes, bytes]:
    if not steps:
        raise ProofRefusedError("the proof of consistency is empty")
    place, last = size1 - 1, size2 - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    first = second = steps[0]
    for step in steps[1:]:
        if last == 0:
            raise ProofRefusedError("the proof of consistency is too long")
        if place & 1 or place == last:
            first, second = node_hash(step, first), node_hash(step, second)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            second = node_hash(second, step)
        place, last = place >> 1, last >> 1
    if last:
        raise ProofRefusedError("the proof of consistency is too short")
    return first, second
