"""The ASGI application around Django's threads: questions of the public have a lane of their own.

A thread has done its work when the answer is made; bringing it to the client is the event loop's.
Who works for the city asks beside the public, in a line of his own before the threads of pages: as
anybody can name a session that is none, that line never has all of them.
"""

import asyncio
import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from simin.web.answering.lanes import has_session, is_question
from simin.web.answering.leaving import Leaving
from simin.web.answering.lent import lent_to
from simin.web.answering.line import Line, LineFullError
from simin.web.bodies.answers import busy
from simin.web.bodies.arriving import Arriving, Room
from simin.web.bodies.pace import Message, Receive, Send
from simin.web.bodies.whole import Application, Scope

#: Bytes of answers that wait for their clients; how many answers that are does not matter.
ROOM = Room(bodies=1 << 30, size=1 << 30)


@dataclass
class Answering:
    """``pages`` and ``questions``: threads; ``folder`` takes what clients have not taken yet."""

    pages: Application
    questions: Application
    folder: Path
    household: Callable[[Scope], str]
    line: Line
    #: Of who names a session: turns on the threads of pages.
    office: Line
    waiting: Arriving

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.pages(scope, receive, send)
            return
        household = self.household(scope)
        with self.waiting.place(household) as place:
            leaving = Leaving(self.folder, place)
            sending = asyncio.ensure_future(leaving.sent(send))
            try:
                await self._made(scope, receive, household, leaving)
                await sending
            finally:
                await _ended(sending, leaving)

    async def _made(self, scope: Scope, receive: Receive, household: str, leaving: Leaving) -> None:
        put = partial(_put, leaving, scope)
        if not is_question(scope["path"], scope["method"]):
            await self.pages(scope, receive, put)
            return
        known = has_session(scope["headers"])
        line, threads = (self.office, self.pages) if known else (self.line, self.questions)
        try:
            async with line.turn(household):
                await threads(scope, receive, put)
        except LineFullError:
            for message in busy(scope):
                await leaving.put(message)


async def _ended(sending: asyncio.Future[None], leaving: Leaving) -> None:
    """Raises what sending raised, and closes all the same."""
    sending.cancel()
    try:
        with contextlib.suppress(asyncio.CancelledError):
            await sending
    finally:
        await leaving.close()


async def _put(leaving: Leaving, scope: Scope, message: Message) -> None:
    """Nothing of a body waits for whoever asked for its head; what ends may have lent a file."""
    if message["type"] == "http.response.body":
        if scope["method"] == "HEAD":
            message = {**message, "body": b""}
        if not message.get("more_body", False):
            leaving.lent = lent_to(scope)
    await leaving.put(message)
