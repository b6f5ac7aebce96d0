"""An answer on its way: written as fast as it is made, read as fast as the client takes it.

What the client has not taken yet waits in memory, and beyond that in a file without a name, within
the room that a household has. Only where there is no room does the writer wait for the client; and
a client that takes nothing for a while is left. A file that is there already is lent, not copied.
"""

import asyncio
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from simin.web.bodies.arriving import Place
from simin.web.bodies.errors import NoRoomError
from simin.web.bodies.pace import Message, Send

#: Bytes that are sent at a time, and that wait in memory.
PIECE = 64 << 10
#: Seconds in which a client has to take a piece.
PATIENCE = 60.0


class Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...

    def close(self) -> object: ...


@dataclass
class Leaving:
    """``put`` takes the messages of an answer, ``sent`` brings them to the client."""

    folder: Path
    place: Place
    patience: float = PATIENCE
    #: What is sent instead of what was put, once the headers are.
    lent: Readable | None = None
    _start: Message | None = None
    _written: int = 0
    _read: int = 0
    _whole: bool = False
    _left: bool = False
    _moved: asyncio.Condition = field(default_factory=asyncio.Condition)

    def __post_init__(self) -> None:
        self._file = tempfile.SpooledTemporaryFile(PIECE, dir=str(self.folder))  # noqa: SIM115

    async def put(self, message: Message) -> None:
        """Waits for the client only where there is no room."""
        if message["type"] == "http.response.start":
            self._start = message
            return
        part = message.get("body", b"")
        async with self._moved:
            await self._make_room(len(part))
            if part and not self._left:
                await self._write(part)
            self._whole = not message.get("more_body", False)
            self._moved.notify_all()

    async def _make_room(self, size: int) -> None:
        """Or wait until nothing is left to be read, and begin the file anew."""
        try:
            self.place.grow(size)
        except NoRoomError:
            await self._moved.wait_for(lambda: self._left or self._read == self._written)
            self._file.seek(0)
            self._file.truncate()
            self._read = self._written = 0

    async def _write(self, part: bytes) -> None:
        self._file.seek(self._written)
        self._written += len(part)
        if self._written > PIECE:
            await asyncio.to_thread(self._file.write, part)
        else:
            self._file.write(part)

    async def sent(self, send: Send) -> None:
        """Until all is with the client, or the client is left."""
        try:
            more = True
            while more:
                message = await self._next()
                more = message["more_body"]
                async with asyncio.timeout(self.patience):
                    await self._send(message, send)
        except TimeoutError:
            return  # the server ends the connection of an answer that is not whole
        finally:
            async with self._moved:
                self._left = True
                self._moved.notify_all()

    async def _send(self, message: Message, send: Send) -> None:
        if self._start is not None:
            start, self._start = self._start, None
            await send(start)
        await send(message)

    async def _next(self) -> Message:
        async with self._moved:
            await self._moved.wait_for(lambda: self._whole or self._read < self._written)
            if self.lent is not None:
                part = await asyncio.to_thread(self.lent.read, PIECE)
                return {"type": "http.response.body", "body": part, "more_body": bool(part)}
            part = await self._piece()
            self._moved.notify_all()
            more = not self._whole or self._read < self._written
            return {"type": "http.response.body", "body": part, "more_body": more}

    async def _piece(self) -> bytes:
        self._file.seek(self._read)
        if self._written > PIECE:
            part: bytes = await asyncio.to_thread(self._file.read, PIECE)
        else:
            part = self._file.read(PIECE)
        self._read += len(part)
        return part

    async def close(self) -> None:
        self._file.close()
        if self.lent is not None:
            await asyncio.to_thread(self.lent.close)
