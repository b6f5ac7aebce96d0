"""``GET /live/calls``: what the two sides of a call tell each other, as an event stream.

Django's services put it in, in the order of commits; here it is read and passed on, so a call goes
over whichever processes there are. A ticket names the one inbox that it opens. There are as many of
these streams as there are phones in the field and open pages of the office, not as there are
viewers of the picture: each may cost a task.
"""

import asyncio
import contextlib
import logging
import time
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime

from simin.kit.tickets import (
    CALLS_SALT,
    Ticket,
    TicketBooth,
    TicketExpiredError,
    TicketRefusedError,
)
from simin.live import access, answers
from simin.live.answers import ANY_ORIGIN, NO_STORE, Receive, Send
from simin.live.errors import RequestRefusedError, StoreUnavailableError
from simin.live.sse import HEARTBEAT, RETRY, TICKET_EXPIRED, signal_event
from simin.live.store import FrameStore

log = logging.getLogger("simin.live")

#: Streams of one process.
MOST = 500
#: Of one phone, or of one account with all its open pages.
MOST_OF_ONE = 16
HEADERS: answers.Headers = [
    (b"content-type", b"text/event-stream"),
    (b"cache-control", NO_STORE),
    (b"x-accel-buffering", b"no"),
    (b"x-content-type-options", b"nosniff"),
    ANY_ORIGIN,
]


@dataclass(frozen=True, kw_only=True)
class Pace:
    """Seconds between two looks into an inbox."""

    speaking: float = 0.15
    silent: float = 0.8
    #: After the last word for which a side still counts as speaking.
    lingers: float = 30.0
    heartbeat: float = 15.0


class CallStreams:
    """All streams of calls of one process."""

    def __init__(self, store: FrameStore, booth: TicketBooth, pace: Pace | None = None) -> None:
        self._store = store
        self._booth = TicketBooth(booth.secret, salt=CALLS_SALT)
        self._pace = pace or Pace()
        self._open: Counter[str] = Counter()

    async def serve(
        self, query: access.Query, last_event: str, receive: Receive, send: Send
    ) -> None:
        """Raises ``RequestRefusedError`` before anything is sent."""
        ticket = self._admitted(query)
        position = access.frame_number({"from": last_event or query.get("from", "0")}, "from") or 0
        inbox = ticket.account
        self._check_free(inbox)
        self._open[inbox] += 1
        try:
            await self._follow(ticket, position, receive, send)
        finally:
            self._open -= Counter({inbox: 1})

    def _check_free(self, inbox: str) -> None:
        """Whoever holds one link may not take everybody's streams."""
        if self._open.total() >= MOST:
            raise RequestRefusedError(503, "too-many-calls", "no stream of calls is free")
        if self._open[inbox] >= MOST_OF_ONE:
            raise RequestRefusedError(429, "too-many-calls", "too many listen for this one")

    def _admitted(self, query: access.Query) -> Ticket:
        try:
            return self._booth.read(query.get("ticket", ""))
        except TicketExpiredError as error:
            raise RequestRefusedError(401, "ticket-expired", "ask for a fresh ticket") from error
        except TicketRefusedError as error:
            raise RequestRefusedError(401, "ticket-refused", "not a ticket for calls") from error

    async def _follow(self, ticket: Ticket, position: int, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
        await _say(send, RETRY)
        gone = asyncio.create_task(_gone(receive))
        heard = said = time.monotonic()
        try:
            while not gone.done() and datetime.now(UTC) < ticket.expires_at:
                found = await self._read(ticket.account, position)
                if found:
                    position = found[-1][0]
                    heard = said = time.monotonic()
                    await _say(send, b"".join(signal_event(*one) for one in found))
                elif time.monotonic() - said > self._pace.heartbeat:
                    said = time.monotonic()
                    await _say(send, HEARTBEAT)
                await asyncio.wait({gone}, timeout=self._pause(heard))
            await _say(send, TICKET_EXPIRED)
        finally:
            gone.cancel()
        with contextlib.suppress(OSError):
            await send({"type": "http.response.body", "body": b"", "more_body": False})

    def _pause(self, heard: float) -> float:
        speaks = time.monotonic() - heard < self._pace.lingers
        return self._pace.speaking if speaks else self._pace.silent

    async def _read(self, inbox: str, after: int) -> list[tuple[int, str]]:
        """A store that fails is asked again; the sender's words wait there for minutes."""
        try:
            return await asyncio.to_thread(self._store.signals, inbox, after)
        except StoreUnavailableError as error:
            log.warning("no signals for now, asking again: %s", error)
            return []


async def _say(send: Send, said: bytes) -> None:
    await send({"type": "http.response.body", "body": said, "more_body": True})


async def _gone(receive: Receive) -> None:
    """Ends when the listener goes away."""
    while (await receive())["type"] != "http.disconnect":
        pass
