"""A viewer of the stream as a browser is one, on a raw socket, so that a test may read slowly."""

import contextlib
import socket
from collections.abc import Iterator
from types import TracebackType

from simin.domains.picture.fold import fold
from simin.domains.picture.frame import Snapshot
from simin.domains.picture.wire import office_frame, public_frame, snapshot

type Event = tuple[int, str, bytes]


class Viewer:
    """Reads events and folds them as the page does."""

    def __init__(
        self, port: int, path: str, *, last_event_id: int | None = None, buffer: int | None = None
    ) -> None:
        self._socket = socket.socket()
        if buffer is not None:
            self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, buffer)
        self._socket.settimeout(10)
        self._socket.connect(("127.0.0.1", port))
        extra = f"Last-Event-ID: {last_event_id}\r\n" if last_event_id is not None else ""
        self._socket.sendall(f"GET {path} HTTP/1.1\r\nHost: city\r\n{extra}\r\n".encode())
        self._rest = b""
        self.head = self._until(b"\r\n\r\n").decode()
        self.picture: Snapshot | None = None
        self.office = "view=office" in path
        #: Blocks that are no events: ``retry`` and comments.
        self.asides: list[bytes] = []

    def __enter__(self) -> "Viewer":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._socket.close()

    @property
    def status(self) -> int:
        return int(self.head.split()[1])

    def block(self) -> bytes:
        """The next block of the stream, as it came; ``b""`` at its end."""
        return self._until(b"\n\n")

    def event(self) -> Event:
        """The next event; its data is folded into the picture."""
        while True:
            block = self.block()
            if not block:
                raise EOFError
            fields = dict(line.split(b": ", 1) for line in block.split(b"\n") if b": " in line)
            if b"data" not in fields:
                self.asides.append(block)
                continue
            kind = fields[b"event"].decode()
            self._see(kind, fields[b"data"])
            return int(fields.get(b"id", b"0")), kind, fields[b"data"]

    def until(self, number: int) -> list[Event]:
        """Events up to the one with ``number``."""
        seen: list[Event] = []
        while not seen or seen[-1][0] != number:
            seen.append(self.event())
        return seen

    def rest(self) -> Iterator[Event]:
        """Events until the server closes."""
        with contextlib.suppress(EOFError):
            while True:
                yield self.event()

    def raw_until_closed(self) -> bytes:
        return self._until(b"\0never\0")

    def _see(self, kind: str, wire: bytes) -> None:
        if kind == "snapshot":
            self.picture = snapshot(wire)
        elif kind == "frame" and self.picture is not None:
            frame = office_frame(wire) if self.office else public_frame(wire)
            self.picture = fold(self.picture, frame)

    def _until(self, mark: bytes) -> bytes:
        while mark not in self._rest:
            read = self._socket.recv(65536)
            if not read:
                found, self._rest = self._rest, b""
                return found
            self._rest += read
        found, _, self._rest = self._rest.partition(mark)
        return found
