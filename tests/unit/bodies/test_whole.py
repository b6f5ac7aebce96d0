"""What of a body reaches the pages, and what does not."""

import asyncio
import errno
import itertools
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simin.web.bodies.arriving import ANYWAY, Arriving, Room
from simin.web.bodies.kept import IN_MEMORY
from simin.web.bodies.limits import FORM, USUAL, most_of
from simin.web.bodies.pace import Pace
from simin.web.bodies.whole import WholeBodies

HURRIED = Pace(patience=0.05, linger=0.05)


class Pages:
    """Read the whole body, and keep it."""

    def __init__(self) -> None:
        self.bodies: list[bytes] = []

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        parts = [await receive()]
        while parts[-1]["more_body"]:
            parts.append(await receive())
        self.bodies.append(b"".join(part["body"] for part in parts))
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b""})


class Client:
    """Sends ``parts`` and then nothing for ever, unless the last one ends the body."""

    def __init__(self, *parts: bytes, ends: bool = True) -> None:
        places = range(1, len(parts) + 1)
        self._messages: Iterator[Any] = iter(
            {"type": "http.request", "body": part, "more_body": not ends or place < len(parts)}
            for place, part in zip(places, parts, strict=True)
        )

    async def receive(self) -> Any:
        message = next(self._messages, None)
        if message is None:
            await asyncio.Event().wait()
        return message


def scope(path: str = "/follow/", length: int | None = None, **headers: str) -> dict[str, Any]:
    told = {"transfer-encoding": "chunked"} if length is None else {"content-length": str(length)}
    named = [(name.encode(), value.encode()) for name, value in (told | headers).items()]
    return {"type": "http", "method": "POST", "path": path, "headers": named, "client": ("x", 1)}


def ask(
    app: WholeBodies, client: Client, asked: dict[str, Any]
) -> tuple[int, Mapping[bytes, bytes], str]:
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    asyncio.run(app(asked, client.receive, send))
    return sent[0]["status"], dict(sent[0]["headers"]), sent[1]["body"].decode()


def front(folder: Path, **options: Any) -> tuple[WholeBodies, Pages]:
    pages = Pages()
    return WholeBodies(pages, folder, lambda _scope: "home", pace=HURRIED, **options), pages


@given(sizes=st.lists(st.integers(0, IN_MEMORY), min_size=1, max_size=6))
def test_a_body_arrives_as_it_was_sent(
    tmp_path_factory: pytest.TempPathFactory, sizes: list[int]
) -> None:
    app, pages = front(tmp_path_factory.getbasetemp())
    parts = [bytes([place]) * size for place, size in enumerate(sizes)]
    assert ask(app, Client(*parts), scope())[0] == 200
    assert pages.bodies == [b"".join(parts)]


def test_who_stops_sending_reaches_no_page(tmp_path: Path) -> None:
    app, pages = front(tmp_path)
    for client in (Client(b"abc", ends=False), Client()):
        status, headers, words = ask(app, client, scope("/en/follow/", 1000))
        assert (status, headers[b"connection"]) == (408, b"close")
        assert "did not arrive in time" in words
    assert pages.bodies == []


def test_a_person_reads_a_page_in_both_languages_and_a_program_a_line(tmp_path: Path) -> None:
    app, _ = front(tmp_path)
    accept = "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8"
    for path, is_page in (("/en/follow/", True), ("/hooks/x", False)):
        status, headers, words = ask(app, Client(), scope(path, 1000, accept=accept))
        assert (status, headers[b"content-type"].startswith(b"text/html")) == (408, is_page)
        assert ("보낸 내용이 제때" in words and "This was not taken" in words) is is_page
        assert "did not arrive in time" in words
        assert ("Go back in your browser" in words) is is_page
        assert (b"content-security-policy" in headers) is is_page
        assert "style=" not in words and "<script>" not in words


def test_who_sends_ever_so_slowly_is_not_waited_for(tmp_path: Path) -> None:
    """A byte at a time is in time each time, and too slow all along."""
    app, pages = front(tmp_path)

    class Drop(Client):
        async def receive(self) -> Any:
            await asyncio.sleep(0)
            return {"type": "http.request", "body": b".", "more_body": True}

    app.pace = Pace(patience=0.05, least=10_000_000)
    assert ask(app, Drop(), scope())[0] == 408
    assert pages.bodies == []


@pytest.mark.parametrize("announced", [True, False])
def test_what_is_too_large_is_told_the_limit(tmp_path: Path, announced: bool) -> None:
    app, pages = front(tmp_path)
    parts = itertools.repeat(b"x" * (1 << 20), 5)
    status, _, words = ask(
        app, Client(*parts), scope("/en/follow/", 5 << 20 if announced else None)
    )
    assert (status, "at most 3 MB" in words) == (413, True)
    assert pages.bodies == []


def test_what_waits_for_leave_to_send_is_refused_at_once(tmp_path: Path) -> None:
    app, _ = front(tmp_path)
    client = Client(b"never")
    asked = scope("/follow/", 1 << 40, expect="100-continue")
    assert ask(app, client, asked)[0] == 413
    assert asyncio.run(client.receive())["body"] == b"never"


def test_views_with_files_take_more() -> None:
    secret = "s" * 43
    for path in (f"/field/{secret}/send", f"/en/field/{secret}/send", "/desk/projects/tables/"):
        assert most_of(path) == FORM, path
    assert most_of("/en/follow/") == most_of("/no/such/page") == USUAL


def test_a_household_that_sends_too_much_at_once_is_told_to_come_back(tmp_path: Path) -> None:
    full = Arriving(Room(bodies=4, size=1000, share=0.5))
    app, pages = front(tmp_path, arriving=full)
    status, headers, words = ask(app, Client(b"x" * 400, b"x" * 101), scope("/en/follow/"))
    assert (status, headers[b"retry-after"]) == (503, b"5")
    assert "Too much" in words
    assert pages.bodies == []
    assert ask(app, Client(b"x" * 400, b"x" * 100), scope())[0] == 200


def test_on_a_full_disk_forms_go_on_and_long_bodies_wait(tmp_path: Path) -> None:
    full = Arriving(Room(share=1), disk=lambda _waiting: -1)
    app, _ = front(tmp_path, arriving=full)
    assert ask(app, Client(b"x" * 400, b"x" * 101), scope())[0] == 200
    with full.place("neighbour") as place:
        place.grow(ANYWAY)
        assert ask(app, Client(b"x" * 400, b"x" * 101), scope())[0] == 503


def test_where_the_disk_takes_no_more_it_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: Any, **_options: Any) -> Any:
        raise OSError(errno.ENOSPC, "no")

    monkeypatch.setattr(tempfile, "TemporaryFile", full)
    app, pages = front(tmp_path)
    parts = [b"x" * IN_MEMORY] * 2
    assert ask(app, Client(*parts), scope())[0] == 503
    assert pages.bodies == []


def test_what_came_at_once_needs_no_place(tmp_path: Path) -> None:
    app, pages = front(tmp_path, arriving=Arriving(Room(bodies=0)))
    assert ask(app, Client(b"whole"), scope())[0] == 200
    assert pages.bodies == [b"whole"]
