"""A web server on loopback that plays a city's systems, badly behaved ones too.

Answers are bytes written to the socket as they stand, so that they can break off, drip and lie.
Runs in a thread of its own; every request it saw is kept.
"""

import contextlib
import socket
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

#: Pieces of an answer; a float is a pause in seconds.
type Pieces = Iterable[bytes | float]


@dataclass(frozen=True)
class Seen:
    """One request as it arrived."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes


@dataclass
class CityServer:
    """Paths (without query) to what is answered there."""

    port: int
    routes: dict[str, Callable[[Seen], Pieces]] = field(default_factory=dict)
    seen: list[Seen] = field(default_factory=list)
    #: Answers every other path, as a server does whose paths hold keys and page numbers.
    otherwise: Callable[[Seen], Pieces] | None = None
    _stop: Callable[[], None] = lambda: None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def on(self, path: str, *answers: bytes | Pieces | Callable[[Seen], Pieces]) -> None:
        """Answer ``path`` with each of ``answers`` in turn, the last one ever after."""
        waiting = list(answers)

        def answer(seen: Seen) -> Pieces:
            one = waiting.pop(0) if len(waiting) > 1 else waiting[0]
            if callable(one):
                return one(seen)
            return [one] if isinstance(one, bytes) else one

        self.routes[path] = answer

    def stop(self) -> None:
        """Nobody listens any more; connections are refused."""
        self._stop()

    def targets(self) -> list[str]:
        return [seen.target for seen in self.seen]


def reply(body: bytes = b"", status: str = "200 OK", **headers: str) -> bytes:
    """A whole answer; ``content_type="text/csv"`` becomes ``content-type``."""
    lines = {"content-length": str(len(body)), "connection": "close"}
    lines |= {name.replace("_", "-"): value for name, value in headers.items()}
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    return f"HTTP/1.1 {status}\r\n{head}\r\n".encode() + body


def redirect(location: str, status: str = "302 Found") -> bytes:
    return reply(status=status, location=location)


@contextlib.contextmanager
def city_server() -> Iterator[CityServer]:
    listener = socket.create_server(("127.0.0.1", 0))
    city = CityServer(listener.getsockname()[1])
    stopped = threading.Event()
    thread = threading.Thread(target=_serve, args=[listener, city, stopped], daemon=True)
    thread.start()

    def stop() -> None:
        stopped.set()
        with contextlib.suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join(5)

    city._stop = stop
    try:
        yield city
    finally:
        stop()


def _serve(listener: socket.socket, city: CityServer, stopped: threading.Event) -> None:
    while not stopped.is_set():
        try:
            connection, _ = listener.accept()
        except OSError:
            return
        threading.Thread(target=_answer, args=[connection, city, stopped], daemon=True).start()


def _answer(connection: socket.socket, city: CityServer, stopped: threading.Event) -> None:
    with connection, contextlib.suppress(OSError):
        seen = _read(connection)
        if seen is None:
            return
        city.seen.append(seen)
        route = city.routes.get(seen.target.partition("?")[0], city.otherwise)
        for piece in route(seen) if route else [reply(status="404 Not Found")]:
            if stopped.is_set():
                return
            if isinstance(piece, bytes):
                connection.sendall(piece)
            else:
                time.sleep(piece)


def _read(connection: socket.socket) -> Seen | None:
    received = b""
    while b"\r\n\r\n" not in received:
        part = connection.recv(65536)
        if not part:
            return None
        received += part
    head, _, body = received.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    method, target, _ = first.split(" ", 2)
    pairs = (line.partition(":") for line in lines)
    headers = {name.lower(): value.strip() for name, _, value in pairs}
    while len(body) < int(headers.get("content-length", "0")):
        body += connection.recv(65536)
    return Seen(method, target, headers, body)
