"""What waits to be read: some of it in memory, what is beyond in a file without a name.

It comes out in the order in which it went in. The file begins anew whenever all of it was read, and
is never buffered: what a full disk did not take was never in it, and what it took is there.
"""

import asyncio
import tempfile
from io import FileIO
from pathlib import Path

#: Bytes that wait in memory, and that are read at a time, where nobody says.
PIECE = 64 << 10


class Spool:
    """One writes and one reads, never both at once."""

    def __init__(self, folder: Path, piece: int = PIECE) -> None:
        self._folder = folder
        self._piece = piece
        self._memory = bytearray()
        self._file: FileIO | None = None
        self._written = self._read = 0

    @property
    def waiting(self) -> int:
        """Bytes that were not read yet."""
        return len(self._memory) + self._written - self._read

    async def put(self, part: bytes) -> None:
        """Raises ``OSError`` where the file cannot take it; then nothing of it is kept."""
        if self._written == 0 and len(self._memory) + len(part) <= self._piece:
            self._memory += part
        else:
            await asyncio.to_thread(self._append, part)

    def hold(self, part: bytes) -> None:
        """In memory, however long it is; only where nothing waits."""
        self._memory += part

    async def piece(self) -> bytes:
        """The next bytes, which wait no longer."""
        if self._memory:
            part = bytes(self._memory[: self._piece])
            del self._memory[: self._piece]
            return part
        return await asyncio.to_thread(self._taken) if self._written else b""

    def close(self) -> None:
        if self._file is not None:
            self._file.close()

    def _append(self, part: bytes) -> None:
        if self._file is None:
            self._file = tempfile.TemporaryFile(buffering=0, dir=self._folder)  # noqa: SIM115
        self._file.seek(self._written)
        left = memoryview(part)
        while left:
            left = left[self._file.write(left) :]
        self._written += len(part)

    def _taken(self) -> bytes:
        assert self._file is not None
        self._file.seek(self._read)
        part = self._file.read(min(self._piece, self._written - self._read))
        self._read += len(part)
        if self._read == self._written:
            self._read = self._written = 0
            self._file.truncate(0)
        return part
