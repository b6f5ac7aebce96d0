"""What is answered at once is byte by byte what the application would have answered."""

import re
import socket
from collections.abc import Iterator
from contextlib import closing

import pytest

from simin.live.prepared import PreparedAnswers
from tests.integration.live.conftest import City

HOST = "Host: city.example\r\n"
#: By it a request is left to the application, which heeds it in no other way.
PARTICULAR = "Connection: keep-alive\r\n"


@pytest.fixture
def line(city: City) -> Iterator[socket.socket]:
    with closing(socket.create_connection(("127.0.0.1", city.live.port), timeout=10)) as opened:
        yield opened


def request(path: str, headers: str = HOST, version: str = "1.1") -> bytes:
    return f"GET {path} HTTP/{version}\r\n{headers}\r\n".encode()


def answered(line: socket.socket, asked: bytes) -> tuple[bytes, bytes]:
    """Head, without what tells the time, and body."""
    line.sendall(asked)
    return read(line)


def read(line: socket.socket) -> tuple[bytes, bytes]:
    got = b""
    while b"\r\n\r\n" not in got:
        got += line.recv(65536) or pytest.fail("the server hung up")
    head, _, body = got.partition(b"\r\n\r\n")
    length = re.search(rb"content-length: (\d+)", head)
    while length and len(body) < int(length[1]):
        body += line.recv(65536)
    return re.sub(rb"date: [^\r]*", b"date", head), body


def prepared(city: City, asked: bytes) -> bytes | None:
    return PreparedAnswers(city.live.gateway).to(asked, [])


@pytest.mark.parametrize("coding", ["", "identity", "gzip", "br", "gzip;q=0.5, br;q=0.1", "br;q=0"])
@pytest.mark.parametrize("path", ["/live/snapshot", "/live/frames/4"])
def test_it_is_what_the_application_answers(
    city: City, line: socket.socket, path: str, coding: str
) -> None:
    headers = HOST + (f"Accept-Encoding: {coding}\r\n" if coding else "")
    by_application = answered(line, request(path, headers + PARTICULAR))
    assert prepared(city, request(path, headers)) is not None
    assert answered(line, request(path, headers)) == by_application
    assert by_application[0].startswith(b"HTTP/1.1 200 OK")


def test_a_new_frame_is_shown_at_once(city: City, line: socket.socket) -> None:
    before = answered(line, request("/live/snapshot"))
    city.publish()
    city.shown()
    after = answered(line, request("/live/snapshot"))
    assert after != before
    assert after == answered(line, request("/live/snapshot", HOST + PARTICULAR))


@pytest.mark.parametrize(
    "asked",
    [
        request("/live/snapshot?at=3"),
        request("/live/frames/4?view=office"),
        request("/live/frames/999"),
        request("/live/frames/x"),
        request("/live/frames/4/../5"),
        request("/live/head"),
        request("/live/snapshot", version="1.0"),
        request("/live/snapshot", headers=""),
        request("/live/snapshot", headers=HOST + "X-A: b\nX-C: d\r\n"),
        request("/live/snapshot", headers=HOST + "X-A: b\0\r\n"),
        request("/live/snapshot", HOST + "If-None-Match: *\r\n"),
        request("/live/snapshot", HOST + "Content-Length: 3\r\n"),
        request("/live/snapshot", HOST + "Transfer-Encoding: chunked\r\n"),
        request("/live/snapshot", HOST + "Expect: 100-continue\r\n"),
        request("/live/snapshot", HOST + "Bad Name: 1\r\n"),
        request("/live/snapshot", HOST + "no colon\r\n"),
        request("/live/snapshot", HOST + f"Cookie: {'a' * 5000}\r\n"),
        request("/live/snapshot") * 2,
        request("/live/snapshot")[:-1],
        request("/live/snapshot") + b"x",
        b"HEAD" + request("/live/snapshot")[3:],
    ],
)
def test_whatever_is_not_plain_is_left_to_the_application(city: City, asked: bytes) -> None:
    assert prepared(city, asked) is None


def test_requests_in_pieces_in_pairs_and_in_turn_are_all_answered(
    city: City, line: socket.socket
) -> None:
    plain, other = request("/live/frames/4"), request("/live/head")
    expected, of_other = answered(line, plain), answered(line, other)
    line.sendall(plain[:20])
    line.sendall(plain[20:])
    assert read(line) == expected
    assert answered(line, other) == of_other
    line.sendall(plain[:-2])
    line.sendall(plain[-2:])
    assert read(line) == expected
    assert [answered(line, plain), answered(line, other)] == [expected, of_other]


def test_the_offices_picture_is_never_prepared(city: City) -> None:
    for path in ("/live/snapshot?view=office", "/live/frames/4?view=office&ticket=x"):
        assert prepared(city, request(path)) is None
