"""The ASGI application in front of all pages: it hands a request on once its body is whole.

Where a body is too large, too slow, or one too many at once, nothing behind hears of it. A body
that came at once is handed on as it is.
"""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, MutableMapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from simin.web.bodies.answers import refusal
from simin.web.bodies.arriving import Arriving, Place
from simin.web.bodies.errors import (
    BodyRefusedError,
    BrokenOffError,
    NoRoomError,
    TooLargeError,
    TooSlowError,
)
from simin.web.bodies.kept import KeptBody
from simin.web.bodies.limits import USUAL, most_of
from simin.web.bodies.pace import Clocked, Message, Pace, Receive, Send

type Scope = MutableMapping[str, Any]
type Application = Callable[[Any, Any, Any], Awaitable[None]]


@dataclass
class WholeBodies:
    """``household`` says whose a request is; ``folder`` takes what is long."""

    behind: Application
    folder: Path
    household: Callable[[Scope], str]
    pace: Pace = field(default_factory=Pace)
    arriving: Arriving = field(default_factory=Arriving)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not _announces(scope):
            await self.behind(scope, receive, send)
            return
        with ExitStack() as kept:
            try:
                told = await self._whole(scope, receive, kept)
            except BrokenOffError:
                return
            except BodyRefusedError as error:
                await self._refuse(error, scope, receive, send)
                return
            except OSError:  # the disk takes no more
                await self._refuse(NoRoomError(), scope, receive, send)
                return
            await self.behind(scope, told, send)

    async def _whole(self, scope: Scope, receive: Receive, kept: ExitStack) -> Receive:
        """What tells the body. Raises what is refused."""
        limit, clocked = _Limit(scope["path"]), Clocked(receive, self.pace)
        await limit.check(_length(scope))
        message = await clocked()
        if message["type"] == "http.request" and not message.get("more_body", False):
            await limit.check(len(message.get("body", b"")))
            return _first(message, receive)
        place = kept.enter_context(self.arriving.place(self.household(scope)))
        body = kept.enter_context(KeptBody(self.folder))
        while await _taken(message, body, place):
            await limit.check(body.size)
            message = await clocked()
        await limit.check(body.size)
        return body.told(receive)

    async def _refuse(
        self, error: BodyRefusedError, scope: Scope, receive: Receive, send: Send
    ) -> None:
        if not isinstance(error, TooSlowError):
            await self._linger(scope, receive)
        for message in refusal(error, scope):
            await send(message)

    async def _linger(self, scope: Scope, receive: Receive) -> None:
        """Who still sends would otherwise see a broken connection and no reason."""
        if any(name == b"expect" for name, _ in scope["headers"]):
            return
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(self.pace.linger):
                while (await receive()).get("more_body", False):
                    pass


@dataclass
class _Limit:
    """Of one request; the view is looked for only where the usual does not do."""

    path: str
    _most: int = USUAL

    async def check(self, size: int) -> None:
        """Raises ``TooLargeError``."""
        if size > self._most == USUAL:
            self._most = await asyncio.to_thread(most_of, self.path)
        if size > self._most:
            raise TooLargeError(self._most)


async def _taken(message: Message, body: KeptBody, place: Place) -> bool:
    """Whether more is to come. Raises ``BrokenOffError`` and ``NoRoomError``."""
    if message["type"] != "http.request":
        raise BrokenOffError
    part = message.get("body", b"")
    place.grow(len(part))
    await body.write(part)
    return bool(message.get("more_body", False))


def _first(message: Message, receive: Receive) -> Receive:
    """``receive`` that tells ``message`` first."""
    told = False

    async def again() -> Message:
        nonlocal told
        if told:
            return await receive()
        told = True
        return message

    return again


def _announces(scope: Scope) -> bool:
    """Whether there is a body at all."""
    return any(
        name == b"transfer-encoding" or (name == b"content-length" and value != b"0")
        for name, value in scope["headers"]
    )


def _length(scope: Scope) -> int:
    given = next((value for name, value in scope["headers"] if name == b"content-length"), b"0")
    return int(given) if given.isdigit() else 0
