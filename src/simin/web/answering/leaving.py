"""An answer on its way: written as fast as it is made, read as fast as the client takes it.

What the client has not taken yet waits in memory, and beyond that in a file without a name, within
the room that a household has; what it has taken is given back. Only where there is no room, or the
disk takes nothing, does the writer wait for the client; and a client that takes nothing for a while
is left. A file that is there already is lent, not copied.
"""

import asyncio
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from simin.kit.spool import PIECE, Spool
from simin.web.bodies.arriving import Place
from simin.web.bodies.errors import NoRoomError
from simin.web.bodies.pace import Message, Send

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
    _whole: bool = False
    _left: bool = False
    _moved: asyncio.Condition = field(default_factory=asyncio.Condition)

    def __post_init__(self) -> None:
        self._spool = Spool(self.folder)

    async def put(self, message: Message) -> None:
        """Waits for the client only where there is no room; raises nothing that a disk may do."""
        if message["type"] == "http.response.start":
            self._start = message
            return
        part = message.get("body", b"")
        async with self._moved:
            if part and not self._left:
                await self._keep(part)
            self._whole = not message.get("more_body", False)
            self._moved.notify_all()

    async def _keep(self, part: bytes) -> None:
        """Or wait until nothing is left to be read, and hand it on from memory."""
        try:
            self.place.grow(len(part))
        except NoRoomError:
            await self._hold(part)
            return
        try:
            await self._spool.put(part)
        except OSError:
            self.place.shrink(len(part))
            await self._hold(part)

    async def _hold(self, part: bytes) -> None:
        await self._moved.wait_for(lambda: self._left or not self._spool.waiting)
        if not self._left:
            self.place.grow_anyway(len(part))
            self._spool.hold(part)

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
            await self._moved.wait_for(lambda: self._whole or self._spool.waiting)
            if self.lent is not None:
                part = await asyncio.to_thread(self.lent.read, PIECE)
                return {"type": "http.response.body", "body": part, "more_body": bool(part)}
            part = await self._spool.piece()
            self.place.shrink(len(part))
            self._moved.notify_all()
            more = not self._whole or self._spool.waiting > 0
            return {"type": "http.response.body", "body": part, "more_body": more}

    async def close(self) -> None:
        self._spool.close()
        if self.lent is not None:
            await asyncio.to_thread(self.lent.close)
