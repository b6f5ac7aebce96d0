"""Connections whose headers do not come to an end are ended, on raw sockets."""

import contextlib
import socket
from collections.abc import Iterator

import pytest

from simin.live.protocol import StreamProtocol
from tests.integration.live.conftest import City, living

WHOLE = b"GET /live/head HTTP/1.1\r\nHost: city\r\n\r\n"


@pytest.fixture
def city(monkeypatch: pytest.MonkeyPatch) -> Iterator[City]:
    monkeypatch.setattr(StreamProtocol, "patience", 0.2)
    with living() as started:
        yield started


@contextlib.contextmanager
def sent(city: City, *parts: bytes) -> Iterator[socket.socket]:
    with socket.create_connection(("127.0.0.1", city.live.port), timeout=10) as connection:
        for part in parts:
            connection.sendall(part)
        yield connection


def read(connection: socket.socket) -> bytes:
    """Until the city ends it."""
    return b"".join(iter(lambda: connection.recv(65536), b""))


@pytest.mark.parametrize("begun", [b"", b"G", b"GET /live/head HTTP/1.1\r\nHost: ci"])
def test_who_does_not_go_on_is_not_waited_for(city: City, begun: bytes) -> None:
    with sent(city, begun) as connection:
        assert read(connection) == b""


def test_who_goes_on_for_ever_is_told_so(city: City) -> None:
    endless = b"X-More: %b\r\n" % (b"x" * 1000)
    with sent(city, b"GET / HTTP/1.1\r\nHost: city\r\n") as connection:
        with contextlib.suppress(OSError):
            for _ in range(200):
                connection.sendall(endless)
        with contextlib.suppress(ConnectionResetError):
            assert read(connection).startswith(b"HTTP/1.1 400")


@pytest.mark.parametrize("asked", [WHOLE, WHOLE.replace(b"/live/head", b"/live/snapshot")])
def test_whose_headers_are_whole_keeps_the_connection(city: City, asked: bytes) -> None:
    """Longer than headers may take, and with headers that come in two parts."""
    with sent(city, asked[:20], asked[20:]) as connection:
        assert connection.recv(65536).startswith(b"HTTP/1.1 200")
        connection.settimeout(0.4)
        with contextlib.suppress(TimeoutError):
            while connection.recv(65536):
                pass
        connection.settimeout(10)
        connection.sendall(asked)
        assert connection.recv(65536).startswith(b"HTTP/1.1 200")
