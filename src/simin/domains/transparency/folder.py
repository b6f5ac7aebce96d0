"""The log's files, as any web server may serve them: ``checkpoint``, ``key``, ``tile/…``.

A file is whole or not there (``kit.whole_file``), and is durable before the next one is written.
What is full is never written over by anything else: an attempt that was cut off is repeated byte by
byte, and one that would differ is refused.
"""

from collections.abc import Callable
from pathlib import Path

from simin.domains.transparency.errors import LogDamagedError, LogForkedError, TileMissingError
from simin.domains.transparency.tiles import Tile, entries_in, hashes_in, tile_of
from simin.kit import whole_file

#: Everyone may read it, so that a web server of another account can serve it.
PUBLIC, PUBLIC_FOLDER = 0o644, 0o755
CHECKPOINT = "checkpoint"
TILES = "tile"
#: The log's own key, and the notes by which one key handed over to the next.
KEY, KEYS = "key", "keys"
WITNESSED = "witnessed"

type Write = Callable[[Path, bytes], object]


def write_durably(path: Path, content: bytes) -> None:
    whole_file.write(
        path, lambda aside: aside.write_bytes(content), mode=PUBLIC, folder=PUBLIC_FOLDER
    )


class LogFolder:
    """Reads and writes the files; ``write`` makes one whole and durable."""

    def __init__(self, folder: Path, write: Write = write_durably) -> None:
        self.folder = folder
        self._write = write

    def read(self, name: str) -> bytes | None:
        try:
            return (self.folder / name).read_bytes()
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
            return None

    def write(self, name: str, content: bytes) -> None:
        self._write(self.folder / name, content)

    def tile_bytes(self, tile: Tile) -> bytes:
        """Its file, or that of what it has become. Raises ``TileMissingError``."""
        for one in dict.fromkeys((tile, tile.whole)):
            content = self.read(f"{TILES}/{one.path}")
            if content is not None:
                return content
        raise TileMissingError(f"tile {tile.path} is not there")

    @property
    def has_tiles(self) -> bool:
        return (self.folder / TILES).is_dir()

    def hashes(self, tile: Tile) -> list[bytes]:
        """Raises ``TileMissingError``, ``LogDamagedError``."""
        return hashes_in(self.tile_bytes(tile), tile.width, what=tile.path)

    def hashes_at(self, size: int) -> Callable[[Tile], list[bytes]]:
        """Tiles of any earlier tree, out of those of the tree of ``size`` leaves."""

        def read(tile: Tile) -> list[bytes]:
            if tile.is_full or tile.level is None:
                return self.hashes(tile)
            return self.hashes(tile_of(tile.level, tile.number, size))[: tile.width]

        return read

    def entries(self, tile: Tile) -> list[bytes]:
        """Raises ``TileMissingError``, ``LogDamagedError``."""
        return entries_in(self.tile_bytes(tile), tile.width, what=tile.path)

    def put(self, tile: Tile, content: bytes) -> None:
        """Keep a tile; raises ``LogForkedError`` where a full one holds something else."""
        name = f"{TILES}/{tile.path}"
        if tile.is_full and (known := self.read(name)) is not None:
            if known != content:
                raise LogForkedError(f"tile {tile.path} is there and holds something else")
            return
        self.write(name, content)

    def drop_partials(self, tile: Tile) -> None:
        """What led to a full tile; it is asked for no more once a checkpoint covers that."""
        partials = self.folder / TILES / f"{tile.whole.path}.p"
        if not partials.is_dir():
            return
        for path in partials.iterdir():
            path.unlink(missing_ok=True)
        partials.rmdir()


def ensure_whole(found: bytes, told: bytes) -> None:
    if found != told:
        raise LogDamagedError("the tiles lead to another root than the checkpoint's")
