"""Clients that send nothing hold no thread of the pages: real sockets, the real server."""

import contextlib
import http.client
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from a2wsgi import WSGIMiddleware

from simin.live.memory_store import MemoryStore
from simin.web.bodies.pace import Pace
from simin.web.bodies.whole import WholeBodies
from tests.integration.live.conftest import Running, running

THREADS = 2


def page(environ: Any, start_response: Any) -> list[bytes]:
    """Tells how long a body was, or whom it was forwarded for."""
    body = environ["wsgi.input"].read()
    start_response("200 OK", [("Content-Type", "text/plain")])
    if environ["PATH_INFO"] == "/forwarded":
        return [str(environ["HTTP_X_FORWARDED_FOR"]).encode()]
    return [b"%d" % len(body)]


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Running]:
    pages = WSGIMiddleware(page, workers=THREADS)  # type: ignore[arg-type]
    pace = Pace(patience=0.3, linger=0.3)
    front = WholeBodies(pages, tmp_path, lambda _scope: "home", pace=pace)
    with running(MemoryStore(), fallback=front) as live:
        yield live


@contextlib.contextmanager
def slow(port: int) -> Iterator[socket.socket]:
    """Announces much and sends three bytes."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as sent:
        sent.sendall(b"POST /follow/ HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\nabc")
        yield sent


def ask(port: int, body: bytes) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    with contextlib.closing(connection):
        connection.request("POST", "/en/follow/", body)
        answer = connection.getresponse()
        return answer.status, answer.read()


def test_more_slow_sockets_than_threads_and_pages_still_answer(site: Running) -> None:
    with contextlib.ExitStack() as stack:
        sockets = [stack.enter_context(slow(site.port)) for _ in range(4 * THREADS)]
        assert ask(site.port, b"") == (200, b"0")
        assert ask(site.port, b"x" * 1_000_000) == (200, b"1000000")
        told = [one.recv(4096) for one in sockets]
    assert all(answer.startswith(b"HTTP/1.1 408 ") for answer in told)


def test_who_sends_too_much_gets_to_see_why(site: Running) -> None:
    status, words = ask(site.port, b"x" * (5 << 20))
    assert status == 413
    assert b"at most 3 MB" in words


def test_a_header_that_wsgi_takes_for_another_reaches_no_page(site: Running) -> None:
    """``X_Forwarded_For`` would stand before what a trusted proxy says."""
    connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=10)
    with contextlib.closing(connection):
        connection.putrequest("GET", "/forwarded")
        connection.putheader("X_Forwarded_For", "forged")
        connection.putheader("X-Forwarded-For", "seen")
        connection.endheaders()
        assert connection.getresponse().read() == b"seen"


def test_nothing_is_left_on_disk(site: Running, tmp_path: Path) -> None:
    ask(site.port, b"x" * 2_000_000)
    assert list(tmp_path.iterdir()) == []
