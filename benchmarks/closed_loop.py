"""The client of every benchmark: connections that each send, wait for the answer, and send again.

One process, one protocol object a connection, no parsing beyond status, length and end of the
answer: it costs about 20 µs a request, so that a server and not the client is what is measured. The
same client drives both sides.
"""

import asyncio
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import cast

import uvloop

#: Makes one connection's requests, each a whole HTTP/1.1 request; the run ends with it or in time.
type Requests = Callable[[int], Iterator[bytes]]

_CHUNKED = b"transfer-encoding: chunked"
_LENGTH = b"content-length:"


@dataclass
class Outcome:
    """What one run came to."""

    seconds: float = 0.0
    #: Seconds from sending to the last byte of the answer, in order of arrival.
    latencies: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    #: Body of the first answer, and of the first that was no success.
    first: bytes = b""
    failure: bytes = b""

    @property
    def rate(self) -> float:
        """Successful answers a second."""
        return self.succeeded / self.seconds if self.seconds else 0.0

    @property
    def succeeded(self) -> int:
        return sum(n for status, n in self.statuses.items() if 200 <= status < 300)

    def percentile(self, share: float) -> float:
        """Milliseconds."""
        ordered = sorted(self.latencies)
        return ordered[min(int(len(ordered) * share), len(ordered) - 1)] * 1000 if ordered else 0.0


def drive(
    port: int, requests: Requests, *, connections: int = 8, seconds: float | None = None
) -> Outcome:
    """Send what ``requests`` makes over ``connections``, until it is used up or time is."""
    return uvloop.run(driven(port, requests, connections=connections, seconds=seconds))


async def driven(
    port: int, requests: Requests, *, connections: int = 8, seconds: float | None = None
) -> Outcome:
    loop = asyncio.get_running_loop()
    outcome = Outcome()
    until = time.perf_counter() + seconds if seconds else float("inf")
    began = time.perf_counter()
    made = [
        await loop.create_connection(
            lambda number=number: Connection(requests(number), outcome, until),  # type: ignore[misc]
            "127.0.0.1",
            port,
        )
        for number in range(connections)
    ]
    await asyncio.gather(*(protocol.ended for _, protocol in made))
    outcome.seconds = time.perf_counter() - began
    for transport, _ in made:
        transport.close()
    return outcome


class Connection(asyncio.Protocol):
    """One connection's loop."""

    def __init__(self, requests: Iterator[bytes], outcome: Outcome, until: float) -> None:
        self._requests = requests
        self._outcome = outcome
        self._until = until
        self._received = b""
        self._sent = 0.0
        self.ended: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)  # uvloop's is none of asyncio's
        self._send()

    def _send(self) -> None:
        now = time.perf_counter()
        request = next(self._requests, None) if now < self._until else None
        if request is None:
            self._end(None)
            return
        self._sent = now
        self._transport.write(request)

    def data_received(self, part: bytes) -> None:
        self._received = self._received + part if self._received else part
        answer = whole(self._received)
        if answer is None:
            return
        self._outcome.latencies.append(time.perf_counter() - self._sent)
        self._note(*answer)
        self._received = b""
        self._send()

    def _note(self, status: int, body: bytes) -> None:
        outcome = self._outcome
        outcome.statuses[status] += 1
        if not outcome.first:
            outcome.first = body
        if status >= 300 and not outcome.failure:
            outcome.failure = body

    def connection_lost(self, error: Exception | None) -> None:
        self._end(error or ConnectionError("the server closed the connection"))

    def _end(self, error: Exception | None) -> None:
        if not self.ended.done():
            if error is None:
                self.ended.set_result(None)
            else:
                self.ended.set_exception(error)


def whole(received: bytes) -> tuple[int, bytes] | None:
    """Status and body, once the answer is complete."""
    end = received.find(b"\r\n\r\n")
    if end < 0:
        return None
    head = received[:end].lower()
    body = received[end + 4 :]
    status = int(received[9:12])
    at = head.find(_LENGTH)
    if at >= 0:
        length = int(head[at + len(_LENGTH) :].split(b"\r\n", 1)[0])
        return (status, body) if len(body) >= length else None
    if _CHUNKED in head:
        return (status, body) if body.endswith(b"0\r\n\r\n") else None
    return status, body


def request(
    method: str, path: str, body: bytes = b"", headers: dict[str, str] | None = None
) -> bytes:
    """The bytes of a request."""
    lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1"]
    lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
    if body:
        lines += ["Content-Type: application/json", f"Content-Length: {len(body)}"]
    return "\r\n".join([*lines, "", ""]).encode() + body
