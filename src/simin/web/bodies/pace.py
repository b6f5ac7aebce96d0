"""How slowly a client may send. Of one event loop."""

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass, field
from typing import Any

from simin.web.bodies.errors import TooSlowError

type Message = MutableMapping[str, Any]
type Receive = Callable[[], Awaitable[Message]]
type Send = Callable[[Message], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Pace:
    """The slowest that is waited for."""

    #: Seconds without a byte.
    patience: float = 10.0
    #: Bytes a second, all along: a photo of a field without a network comes at ten times as much.
    least: float = 1024.0
    #: Seconds for which what is refused is still read, so that the sender gets to see why.
    linger: float = 2.0


@dataclass
class Clocked:
    """``receive`` that waits no longer than ``pace`` says."""

    receive: Receive
    pace: Pace
    _began: float = field(default_factory=lambda: asyncio.get_running_loop().time())
    _size: int = 0

    async def __call__(self) -> Message:
        """Raises ``TooSlowError``."""
        now = asyncio.get_running_loop().time()
        earned = self._began + self.pace.patience + self._size / self.pace.least
        try:
            async with asyncio.timeout_at(min(now + self.pace.patience, earned)):
                message = await self.receive()
        except TimeoutError as error:
            raise TooSlowError from error
        self._size += len(message.get("body", b""))
        return message
