"""The stream takes its connection over from uvicorn's HTTP protocol, after the request's headers.

Under ASGI every stream would cost a task, a queue, a parser and flow control, ten kilobytes in all.
Here ``GET /live/stream`` is recognised while the headers are read; when no earlier request of the
connection is unfinished, the transport is handed to a ``Stream`` and all of uvicorn's objects of
this connection go. What is to be refused is left to the ASGI application, which words the refusal.

What asks plainly for the picture or a frame is answered here at once (``prepared.py``). Headers
that come to no end, in time or in length, end their connection: uvicorn would wait for ever.

Rests on insides of ``uvicorn==0.54.0`` (pinned; the integration tests hold it).
"""

import asyncio
from typing import Any, ClassVar, NamedTuple

import httptools
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from simin.live import access
from simin.live.access import Admission
from simin.live.answers import stream_head
from simin.live.asgi import CALLS, STREAM
from simin.live.errors import RequestRefusedError
from simin.live.gateway import Gateway
from simin.live.prepared import PreparedAnswers
from simin.live.sse import RETRY
from simin.live.stream import Stream


class Asked(NamedTuple):
    """A stream that was asked for and may be given."""

    admission: Admission
    #: The frame up to which the viewer has the picture.
    has: int | None


class StreamProtocol(HttpToolsProtocol):
    """uvicorn's protocol, but for the stream."""

    gateway: ClassVar[Gateway]
    prepared: ClassVar[PreparedAnswers]
    #: Seconds and bytes in which headers have to be whole, from the beginning of a connection on.
    patience: ClassVar[float] = 10.0
    most_headers: ClassVar[int] = 64 << 10
    #: Headers are awaited or under way; bytes of them, and what ends the connection without them.
    heading = True
    headed = 0
    hurry: asyncio.TimerHandle | None = None
    #: Once set, whatever else the viewer sends is not for us.
    asked: Asked | None = None
    #: Part of a request was read.
    begun = False
    #: Something was answered at once since the connection was last looked at.
    busy = False

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._hurry(0)

    def connection_lost(self, exc: Exception | None) -> None:
        self._unhurry()
        super().connection_lost(exc)

    def on_headers_complete(self) -> None:
        self.heading = False
        if self.asked is None:
            self.asked = self._asked()
        if self.asked is None:
            super().on_headers_complete()

    def on_message_begin(self) -> None:
        self.begun = self.heading = True
        if self.asked is None:
            super().on_message_begin()

    def on_body(self, body: bytes) -> None:
        if self.asked is None:
            super().on_body(body)

    def on_message_complete(self) -> None:
        self.begun = False
        if self.asked is None:
            super().on_message_complete()

    def data_received(self, data: bytes) -> None:
        if not self._answered_at_once(data):
            super().data_received(data)
            self._hurry(len(data))
            self._hand_over_when_free()

    def _hurry(self, size: int) -> None:
        """``size`` bytes have come."""
        if not self.heading:
            self._unhurry()
            return
        self.headed += size
        if self.headed > self.most_headers and not self.transport.is_closing():
            self.send_400_response("The headers are too long.")
        if self.hurry is None:
            self.hurry = self.loop.call_later(self.patience, self.transport.close)

    def _unhurry(self) -> None:
        self.headed = 0
        if self.hurry is not None:
            self.hurry.cancel()
            self.hurry = None

    def _answered_at_once(self, data: bytes) -> bool:
        if self.begun or self.asked is not None or self.flow.write_paused:
            return False
        if self.pipeline or not (self.cycle is None or self.cycle.response_complete):
            return False
        answer = self.prepared.to(data, self.server_state.default_headers)
        if answer is None:
            return False
        self.transport.write(answer)
        self.busy, self.heading = True, False
        self._unhurry()
        if self.timeout_keep_alive_task is None:
            self._wait_for_more()
        return True

    def _wait_for_more(self) -> None:
        self.timeout_keep_alive_task = self.loop.call_later(
            self.timeout_keep_alive, self.timeout_keep_alive_handler
        )

    def timeout_keep_alive_handler(self) -> None:
        """Instead of a timer for each answer: one that looks whether there was any meanwhile."""
        if self.busy:
            self.busy = False
            self._wait_for_more()
        else:
            super().timeout_keep_alive_handler()

    def on_response_complete(self) -> None:
        super().on_response_complete()
        self._hand_over_when_free()

    def shutdown(self) -> None:
        """A listener to a call would otherwise be waited for."""
        cycle = self.cycle
        if self.transport is not None and cycle is not None and cycle.scope["path"] == CALLS:
            self.transport.close()
        else:
            super().shutdown()

    def _asked(self) -> Asked | None:
        if self.parser.get_method() != b"GET" or self.gateway.full:
            return None
        url = httptools.parse_url(self.url)
        if url.path != STREAM.encode():
            return None
        try:
            query = access.parse(url.query or b"")
            return Asked(access.admit(query, self.gateway.booth), _has(query, self.headers))
        except RequestRefusedError:
            return None

    def _hand_over_when_free(self) -> None:
        if self.asked is None or self.transport is None or self.transport.is_closing():
            return
        if self.pipeline or not (self.cycle is None or self.cycle.response_complete):
            return
        self._unset_keepalive_if_required()
        self.connections.discard(self)
        admission, has = self.asked
        stream = Stream(self.transport, self.gateway.audiences[admission.view], self.connections)
        head = stream_head(admission.view, self.server_state.default_headers) + RETRY
        self._let_go()
        self.gateway.welcome(stream, admission, has, head)

    def _let_go(self) -> None:
        """Break the cycles between uvicorn's objects, so that they go at once."""
        freed: Any = self
        freed.transport = freed.flow = freed.parser = freed.cycle = freed.scope = None


def _has(query: access.Query, headers: list[tuple[bytes, bytes]]) -> int | None:
    """Where the viewer says it is: what its browser remembers wins over what its page asked for."""
    remembered = [value for name, value in headers if name == b"last-event-id"]
    for given in (*(value.decode("latin-1") for value in remembered), query.get("last_event_id")):
        if given and given.isascii() and given.isdecimal() and len(given) < 16:
            return int(given)
    return access.frame_number(query, "from")


def protocol_for(gateway: Gateway) -> type[StreamProtocol]:
    """What ``uvicorn.Config(http=…)`` is given."""
    own = {"gateway": gateway, "prepared": PreparedAnswers(gateway)}
    return type("StreamProtocol", (StreamProtocol,), own)
