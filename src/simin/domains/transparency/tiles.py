"""Where which hash stands: C2SP tlog-tiles, 256 hashes a tile and 256 entries a bundle. Pure.

A tile of level L holds nodes over 256 ** L leaves. What is full never changes; what is partial is
named by its width, so that it never changes either.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from simin.domains.transparency.errors import LogDamagedError

HEIGHT = 8
WIDTH = 1 << HEIGHT
HASH_BYTES = 32
#: An entry's length is two bytes in a bundle.
LONGEST_ENTRY = 0xFFFF
#: Signs of a path; a number beyond any log is no number.
_LONGEST_PATH = 60
#: Tiles stand in levels 0 to 63, by the specification; in fact in 0 to 7.
_TILE = re.compile(r"(?:(entries)|([0-9]|[1-5][0-9]|6[0-3]))/((?:x\d{3}/)*\d{3})(?:\.p/(\d{1,3}))?")


@dataclass(frozen=True, slots=True)
class Tile:
    """One tile; ``level`` None for a bundle of entries."""

    level: int | None
    number: int
    width: int = WIDTH

    @property
    def is_full(self) -> bool:
        return self.width == WIDTH

    @property
    def path(self) -> str:
        """Below ``tile/``: ``0/x001/234``, ``entries/007.p/12``."""
        kind = "entries" if self.level is None else str(self.level)
        partial = "" if self.is_full else f".p/{self.width}"
        return f"{kind}/{numbered(self.number)}{partial}"

    @property
    def whole(self) -> "Tile":
        """What it becomes."""
        return Tile(self.level, self.number)


def numbered(number: int) -> str:
    """1234067 as ``x001/x234/067``."""
    parts = [f"{number % 1000:03}"]
    while number := number // 1000:
        parts.append(f"x{number % 1000:03}")
    return "/".join(reversed(parts))


def parse(path: str) -> Tile | None:
    """The tile of a path below ``tile/``; None for what is no tile's one name."""
    found = _TILE.fullmatch(path) if len(path) <= _LONGEST_PATH and path.isascii() else None
    if found is None:
        return None
    entries, level, digits, width = found.groups()
    number = int(digits.replace("x", "").replace("/", ""))
    tile = Tile(None if entries else int(level), number, int(width) if width else WIDTH)
    return tile if tile.path == path and 1 <= tile.width <= WIDTH else None


def tile_of(level: int | None, number: int, size: int) -> Tile:
    """Tile ``number`` of ``level`` as it is in a tree of ``size`` leaves."""
    count = size >> (HEIGHT * (level or 0))
    return Tile(level, number, min(count - number * WIDTH, WIDTH))


def levels(size: int) -> Iterator[int]:
    """The levels that have a hash in a tree of ``size`` leaves."""
    level = 0
    while size >> (HEIGHT * level):
        yield level
        level += 1


def hashes_in(content: bytes, width: int, *, what: str) -> list[bytes]:
    """The first ``width`` hashes of a tile's file; raises ``LogDamagedError``."""
    if len(content) < width * HASH_BYTES or len(content) % HASH_BYTES:
        raise LogDamagedError(f"tile {what} is cut off: {len(content)} bytes for {width} hashes")
    return [content[at : at + HASH_BYTES] for at in range(0, width * HASH_BYTES, HASH_BYTES)]


def bundle(entries: Sequence[bytes]) -> bytes:
    return b"".join(len(entry).to_bytes(2) + entry for entry in entries)


def entries_in(content: bytes, width: int, *, what: str) -> list[bytes]:
    """The first ``width`` entries of a bundle's file; raises ``LogDamagedError``."""
    entries: list[bytes] = []
    at = 0
    for _ in range(width):
        length = int.from_bytes(content[at : at + 2])
        entry = content[at + 2 : at + 2 + length]
        if at + 2 > len(content) or len(entry) != length:
            raise LogDamagedError(f"bundle {what} is cut off after {len(entries)} entries")
        entries.append(entry)
        at += 2 + length
    return entries
