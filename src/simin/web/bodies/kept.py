"""A body that has come or is coming: a short one in memory, a longer one in a file without a name.

Such a file is gone with the process, however that ends.
"""

import asyncio
import tempfile
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from simin.web.bodies.pace import Message, Receive

#: Bytes in memory; also of what is handed on at a time.
IN_MEMORY = 256 << 10


class KeptBody:
    """Is written once and then read once."""

    def __init__(self, folder: Path) -> None:
        self.size = 0
        self._file = tempfile.SpooledTemporaryFile(IN_MEMORY, dir=str(folder))  # noqa: SIM115

    async def write(self, part: bytes) -> None:
        self.size += len(part)
        if self.size > IN_MEMORY:
            await asyncio.to_thread(self._file.write, part)
        else:
            self._file.write(part)

    def told(self, receive: Receive) -> Receive:
        """``receive`` that tells the body, and then what else there is to tell."""
        self._file.seek(0)
        left: int | None = self.size

        async def again() -> Message:
            nonlocal left
            if left is None:
                return await receive()
            part = await self._read()
            left -= len(part)
            more = left > 0
            left = left if more else None
            return {"type": "http.request", "body": part, "more_body": more}

        return again

    async def _read(self) -> bytes:
        if self.size > IN_MEMORY:
            return await asyncio.to_thread(self._file.read, IN_MEMORY)
        whole: bytes = self._file.read()
        return whole

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _value: object, _at: TracebackType | None
    ) -> None:
        with suppress(OSError):  # of a disk that took no more
            self._file.close()
