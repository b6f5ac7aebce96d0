"""The city's systems: one server on many loopback addresses, an endpoint for each feed."""

import asyncio
import contextlib
import hashlib
import threading
from collections.abc import Coroutine
from typing import Any

from benchmarks.city_feeds.pack import HOSTS
from benchmarks.city_feeds.shapes import SHAPES, Shape
from benchmarks.city_feeds.values import Probes


class Systems(threading.Thread):
    """Answers until stopped."""

    def __init__(self, port: int, probes: Probes) -> None:
        super().__init__(name="systems", daemon=True)
        self._port = port
        self._probes = probes
        self._loop = asyncio.new_event_loop()
        self._ended = asyncio.Event()
        self._shapes = {feed: shape for shape in SHAPES for feed in shape.feeds()}
        #: Answers by feed, and the bytes of all bodies.
        self.answered: dict[str, int] = {}
        self.bytes = 0

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._ended.set)

    def run(self) -> None:
        self._loop.run_until_complete(self._serve())

    async def _serve(self) -> None:
        servers = [await asyncio.start_server(self._talk, host, self._port) for host in HOSTS]
        await self._ended.wait()
        for server in servers:
            server.close()

    def _talk(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> Coroutine[Any, Any, None]:
        return self._answer_all(reader, writer)

    async def _answer_all(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(asyncio.IncompleteReadError, ConnectionError):
            while not self._ended.is_set():
                head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
                writer.write(self._answer(head))
                await writer.drain()
        writer.close()

    def _answer(self, head: str) -> bytes:
        path = head.split(" ", 2)[1].lstrip("/")
        feed = path.partition("/")[0].partition("?")[0]
        shape = self._shapes.get(feed)
        if shape is None:
            return b"HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n"
        self.answered[feed] = self.answered.get(feed, 0) + 1
        body = shape.body(feed, self._probes)
        self.bytes += len(body)
        return _answer(shape, body, head)


def _answer(shape: Shape, body: bytes, head: str) -> bytes:
    tag = hashlib.md5(body, usedforsecurity=False).hexdigest() if shape.tagged else ""
    if tag and tag in head:
        return b"HTTP/1.1 304 Not Modified\r\ncontent-length: 0\r\n\r\n"
    lines = ["HTTP/1.1 200 OK", f"content-length: {len(body)}"]
    lines += [f'etag: "{tag}"'] if tag else []
    return "\r\n".join([*lines, "", ""]).encode() + body
