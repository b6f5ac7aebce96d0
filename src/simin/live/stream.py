"""One viewer of the stream: what asyncio calls on its connection, and nothing else.

There may be ten thousand of these: no task, no queue, no dictionary each. It takes over the
transport after the request's headers and never reads a further request.
"""

import asyncio
import socket
from typing import Any, Protocol

from simin.live import direct
from simin.live.sse import TICKET_EXPIRED

#: Unsent bytes that the kernel takes for a viewer before its socket counts as full.
UNSENT_BYTES = 64 * 1024
#: Milliseconds after which a viewer that acknowledges nothing counts as gone.
GONE_MILLISECONDS = 90_000


class Listeners(Protocol):
    """Who wants to know how the stream fares (``simin.live.audience``)."""

    def leave(self, stream: "Stream") -> None: ...
    def has_filled(self, stream: "Stream") -> None: ...
    def has_drained(self, stream: "Stream") -> None: ...


class Stream(asyncio.Protocol):
    """A viewer. ``connections`` is the server's set of what it closes when it stops."""

    __slots__ = ("audience", "connections", "descriptor", "expiry", "number", "transport")

    def __init__(
        self, transport: asyncio.Transport, audience: Listeners, connections: set[Any]
    ) -> None:
        self.transport = transport
        self.audience = audience
        self.connections = connections
        #: The socket, where it may be written directly; -1 where not (TLS).
        self.descriptor = writable_descriptor(transport)
        #: The frame that it has been given all up to; kept only while it is slow.
        self.number: int | None = None
        #: Ends an office viewer's stream when the ticket expires.
        self.expiry: asyncio.TimerHandle | None = None
        transport.set_protocol(self)
        # Filled is: anything waits in the transport. Drained is: nothing does. (TLS transports
        # count from ``high`` on, the others above it.)
        transport.set_write_buffer_limits(high=0 if self.descriptor >= 0 else 1, low=0)
        connections.add(self)

    def pause_writing(self) -> None:
        self.audience.has_filled(self)

    def resume_writing(self) -> None:
        if not self.transport.is_closing():
            self.audience.has_drained(self)

    def connection_lost(self, exc: Exception | None) -> None:
        # Before the descriptor is closed, and so before another connection can have its number.
        self.audience.leave(self)
        self.connections.discard(self)
        if self.expiry is not None:
            self.expiry.cancel()

    def expire(self) -> None:
        """The ticket is used up: say so, and close."""
        if self.transport.get_write_buffer_size() == 0:
            self.transport.write(TICKET_EXPIRED)
        self.shutdown()

    def shutdown(self) -> None:
        """Close; a viewer for whom something waits is not waited for. The server calls it."""
        self.audience.leave(self)
        if self.transport.get_write_buffer_size():
            self.transport.abort()
        else:
            self.transport.close()


def writable_descriptor(transport: asyncio.Transport) -> int:
    """The transport's socket, set up for a stream; -1 where it must not be written directly."""
    connection = transport.get_extra_info("socket")
    if connection is None or transport.get_extra_info("sslcontext") is not None:
        return -1
    _bound(connection)
    return int(connection.fileno()) if direct.AVAILABLE else -1


def _bound(connection: socket.socket) -> None:
    if connection.family not in (socket.AF_INET, socket.AF_INET6):
        return
    for option, limit in (
        ("TCP_NOTSENT_LOWAT", UNSENT_BYTES),
        ("TCP_USER_TIMEOUT", GONE_MILLISECONDS),
    ):
        if hasattr(socket, option):
            connection.setsockopt(socket.IPPROTO_TCP, getattr(socket, option), limit)
