"""A body that has come or is coming: a short one in memory, a longer one in a file without a name.

Such a file is gone with the process, however that ends.
"""

from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from simin.kit.spool import Spool
from simin.web.bodies.pace import Message, Receive

#: Bytes in memory; also of what is handed on at a time.
IN_MEMORY = 256 << 10


class KeptBody:
    """Is written once and then read once."""

    def __init__(self, folder: Path) -> None:
        self.size = 0
        self._spool = Spool(folder, IN_MEMORY)

    async def write(self, part: bytes) -> None:
        """Raises ``OSError`` where the disk takes no more."""
        await self._spool.put(part)
        self.size += len(part)

    def told(self, receive: Receive) -> Receive:
        """``receive`` that tells the body, and then what else there is to tell."""
        whole = False

        async def again() -> Message:
            nonlocal whole
            if whole:
                return await receive()
            part = await self._spool.piece()
            whole = self._spool.waiting == 0
            return {"type": "http.request", "body": part, "more_body": not whole}

        return again

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _value: object, _at: TracebackType | None
    ) -> None:
        with suppress(OSError):  # of a disk that took no more
            self._spool.close()
