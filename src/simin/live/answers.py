"""Answers of the gateway, as values: status, headers, body; errors are JSON, always.

``{"error": code, "message": text}``, and where it helps ``field`` or ``snapshot`` (where to go on).
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import msgspec

from simin.domains.picture.frame import View
from simin.live.encoding import Encoding
from simin.live.errors import RequestRefusedError

#: Bytes that are sent at a time, and seconds in which a reader has to take them.
PIECE, PATIENCE = 256 << 10, 30.0

type Headers = list[tuple[bytes, bytes]]
type Message = MutableMapping[str, Any]
type Receive = Callable[[], Awaitable[Message]]
type Send = Callable[[Message], Awaitable[None]]

#: Pages of any origin may read the public picture; the office's only pages of its own.
ANY_ORIGIN = (b"access-control-allow-origin", b"*")
_JSON = (b"content-type", b"application/json")
#: One JSON text a line.
LINES = (b"content-type", b"application/x-ndjson")
_NOSNIFF = (b"x-content-type-options", b"nosniff")
NO_STORE = b"no-store"
_COMPRESSED_VARIES = (b"vary", b"accept-encoding")


@dataclass(frozen=True, slots=True)
class Answer:
    """One complete answer."""

    status: int
    headers: Headers
    body: bytes = b""

    async def send(self, send: Send, *, bodiless: bool = False) -> None:
        """Who does not read gets no further: the server ends what is not whole."""
        await send({"type": "http.response.start", "status": self.status, "headers": self.headers})
        body = b"" if bodiless else self.body
        with suppress(TimeoutError):
            for start in range(0, max(len(body), 1), PIECE):
                piece, more = body[start : start + PIECE], start + PIECE < len(body)
                async with asyncio.timeout(PATIENCE):
                    await send({"type": "http.response.body", "body": piece, "more_body": more})


def document(
    body: bytes,
    *,
    view: View,
    cache: bytes,
    tag: str | None = None,
    coding: Encoding | None = None,
    kind: tuple[bytes, bytes] = _JSON,
) -> Answer:
    """JSON that is there; ``tag`` names its content, ``coding`` is what ``body`` is in."""
    headers = [kind, _NOSNIFF, (b"cache-control", cache), *_origin(view)]
    headers.append((b"content-length", b"%d" % len(body)))
    if tag is not None:
        headers.append((b"etag", _etag(tag, coding)))
    if coding is not None:
        headers.append(_COMPRESSED_VARIES)
        if coding is not Encoding.IDENTITY:
            headers.append((b"content-encoding", coding.encode()))
    return Answer(200, headers, body)


def _etag(tag: str, coding: Encoding | None) -> bytes:
    # The same content in another coding is only weakly the same (RFC 9110, section 8.8.1).
    weak = b"" if coding in (None, Encoding.IDENTITY) else b"W/"
    return b'%b"%b"' % (weak, tag.encode())


def unchanged(answer: Answer) -> Answer:
    """304 in place of ``answer``."""
    left_out = (b"content-length", b"content-type", b"content-encoding")
    return Answer(304, [header for header in answer.headers if header[0] not in left_out])


def is_known(tag: str, if_none_match: str) -> bool:
    """Whether the viewer has the content ``tag`` already (weak comparison)."""
    known = (part.strip().removeprefix("W/") for part in if_none_match.split(","))
    return any(part in ("*", f'"{tag}"') for part in known)


def refusal(error: RequestRefusedError, *, view: View = View.PUBLIC) -> Answer:
    """The error as an answer; never cached."""
    body = {"error": error.code, "message": str(error), **error.more}
    answer = document(msgspec.json.encode(body), view=view, cache=NO_STORE)
    return Answer(error.status, [*answer.headers, *_demands(error)], answer.body)


def _demands(error: RequestRefusedError) -> Iterable[tuple[bytes, bytes]]:
    status = error.status
    if status == 401:
        yield b"www-authenticate", b"Ticket"
    if status == 405:
        yield b"allow", b"GET, HEAD, OPTIONS"
    if status == 503:
        yield b"retry-after", b"2"
    if "retry_after" in error.more:
        yield b"retry-after", error.more["retry_after"].encode()


def options() -> Answer:
    """What may be asked, also from other origins."""
    return Answer(
        204,
        [
            ANY_ORIGIN,
            (b"allow", b"GET, HEAD, OPTIONS"),
            (b"access-control-allow-methods", b"GET, HEAD, OPTIONS"),
            (b"access-control-allow-headers", b"last-event-id, if-none-match"),
            (b"access-control-max-age", b"86400"),
        ],
    )


def stream_head(view: View, default_headers: Headers) -> bytes:
    """Status line and headers of a stream; it ends when the connection closes."""
    headers = [
        *default_headers,
        (b"content-type", b"text/event-stream; charset=utf-8"),
        (b"cache-control", NO_STORE),
        (b"x-accel-buffering", b"no"),
        _NOSNIFF,
        *_origin(view),
        (b"connection", b"close"),
    ]
    lines = (b"%b: %b\r\n" % header for header in headers)
    return b"HTTP/1.1 200 OK\r\n" + b"".join(lines) + b"\r\n"


def stream_headers(view: View) -> Headers:
    """The same for a HEAD request, through ASGI."""
    lines = stream_head(view, []).split(b"\r\n")[1:-2]
    return [(name, value) for name, _, value in (line.partition(b": ") for line in lines)]


def _origin(view: View) -> Headers:
    return [ANY_ORIGIN] if view is View.PUBLIC else []
