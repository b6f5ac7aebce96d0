"""Clients that do not read, and questions that take long, leave the threads of pages alone."""

import contextlib
import errno
import http.client
import io
import socket
import tempfile
import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from a2wsgi import WSGIMiddleware
from django.conf import settings

from simin.live.memory_store import MemoryStore
from simin.web.answering import application
from simin.web.answering.application import ROOM, Answering
from simin.web.answering.lent import lending
from simin.web.answering.line import Line
from simin.web.bodies.arriving import Arriving
from tests.integration.live.conftest import Running, running, wait_for

THREADS = 2
LONG = 8 << 20


class Site:
    """Pages that are long in every way, and questions that last until ``answers`` is set."""

    def __init__(self) -> None:
        self.answers = threading.Event()
        self.files: list[io.BytesIO] = []
        self.made = self.asked = 0

    def __call__(self, environ: Any, start_response: Any) -> Iterable[bytes]:
        path = environ["PATH_INFO"]
        headers = [("Content-Length", str(LONG))] if path != "/short" else []
        if path == "/question":
            self.asked += 1
            self.answers.wait(10)
            headers = []
        start_response("200 OK", headers)
        self.made += 1
        if path == "/file":
            self.files.append(io.BytesIO(b"f" * LONG))
            lent: Iterable[bytes] = environ["wsgi.file_wrapper"](self.files[-1], 4096)
            return lent
        if path == "/parts":
            return (b"p" * 4096 for _ in range(LONG // 4096))
        return [b"w" * LONG if path == "/whole" else b"short"]


@pytest.fixture
def site() -> Site:
    return Site()


@pytest.fixture
def live(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Running]:
    monkeypatch.setattr(application, "is_question", lambda path, _method: path == "/question")
    lanes = [WSGIMiddleware(lending(site), workers=THREADS) for _ in range(2)]  # type: ignore[arg-type]
    line, office = Line(THREADS, most=THREADS + 1), Line(THREADS // 2)
    front = Answering(*lanes, tmp_path, lambda _scope: "home", line, office, Arriving(ROOM))
    try:
        with running(MemoryStore(), fallback=front) as started:
            yield started
    finally:
        site.answers.set()


@contextlib.contextmanager
def asked(port: int, path: str, cookie: str = "") -> Iterator[socket.socket]:
    """Asks and reads nothing."""
    head = f"GET {path} HTTP/1.1\r\nHost: x\r\nCookie: {cookie}\r\n\r\n"
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.sendall(head.encode())
        yield connection


@pytest.mark.parametrize("path", ["/file", "/parts", "/whole"])
def test_more_clients_that_read_nothing_than_threads(live: Running, site: Site, path: str) -> None:
    with contextlib.ExitStack() as stack:
        for _ in range(3 * THREADS):
            stack.enter_context(asked(live.port, path))
        assert live.ask("/short")[1] == b"short"
        wait_for(lambda: site.made == 3 * THREADS + 1)
    answer, body = live.ask(path)
    assert (answer.status, len(body)) == (200, LONG)
    assert live.ask(path, "HEAD")[1] == b""


@pytest.mark.parametrize("path", ["/parts", "/whole"])
def test_a_full_disk_takes_no_thread_away(
    live: Running, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: Any, **_options: Any) -> Any:
        raise OSError(errno.ENOSPC, "no")

    monkeypatch.setattr(tempfile, "TemporaryFile", full)
    with ThreadPoolExecutor(2 * THREADS) as readers:
        read = readers.map(live.ask, [path] * 2 * THREADS)
        assert [len(body) for _, body in read] == [LONG] * 2 * THREADS
    assert live.ask("/short")[1] == b"short"


def test_a_lent_file_is_closed(live: Running, site: Site) -> None:
    assert len(live.ask("/file")[1]) == LONG
    wait_for(lambda: site.files[0].closed)


def test_questions_that_last_hold_up_neither_a_page_nor_the_office(
    live: Running, site: Site
) -> None:
    with contextlib.ExitStack() as stack:
        sockets = [stack.enter_context(asked(live.port, "/question")) for _ in range(THREADS + 1)]
        wait_for(lambda: bool(live.ask("/question")[0].status == 503))
        answer, words = live.ask("/question")
        assert (answer.status, answer.headers["retry-after"]) == (503, "5")
        assert words
        assert live.ask("/short")[1] == b"short"
        stack.enter_context(asked(live.port, "/question", f"{settings.SESSION_COOKIE_NAME}=x"))
        wait_for(lambda: site.asked == THREADS + 1)
        assert live.ask("/short")[1] == b"short"
        site.answers.set()
        for one in sockets:
            told = http.client.HTTPResponse(one)
            told.begin()
            assert (told.status, told.read()) == (200, b"short")
