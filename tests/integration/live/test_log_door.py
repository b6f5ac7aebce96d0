"""The log's files over HTTP: headers say what a CDN needs to know; nothing else is read."""

from collections.abc import Iterator

import pytest

from simin.live.log_door import LogDoor
from simin.live.memory_store import MemoryStore
from tests.integration.live.conftest import Running, running
from tests.unit.transparency.logs import entries, opened_log


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    home = tmp_path_factory.mktemp("home")
    log = opened_log(home)
    log.append(entries(200))
    log.append(entries(100, 200))
    with running(MemoryStore(), doors=[LogDoor(home / "log")]) as started:
        yield started


@pytest.mark.parametrize(
    ("path", "size", "cache"),
    [
        ("/log/checkpoint", None, "public, max-age=1, stale-while-revalidate=5"),
        ("/log/key", None, "public, max-age=300, stale-while-revalidate=3600"),
        ("/log/keys", None, "public, max-age=300, stale-while-revalidate=3600"),
        ("/log/tile/0/000", 8192, "public, max-age=31536000, immutable"),
        ("/log/tile/0/000.p/200", 6400, "public, max-age=31536000, immutable"),
        ("/log/tile/0/001.p/44", 1408, "public, max-age=31536000, immutable"),
        ("/log/tile/1/000.p/1", 32, "public, max-age=31536000, immutable"),
        ("/log/tile/entries/000.p/2", 2 * 74, "public, max-age=31536000, immutable"),
    ],
)
def test_files_are_handed_out(live: Running, path: str, size: int | None, cache: str) -> None:
    answer, body = live.ask(path)
    assert answer.status == 200
    assert size in (None, len(body))
    assert answer.headers["Cache-Control"] == cache
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "Set-Cookie" not in answer.headers
    again, nothing = live.ask(path, if_none_match=answer.headers["ETag"])
    assert (again.status, nothing) == (304, b"")
    head, nothing = live.ask(path, "HEAD")
    assert (head.status, nothing, head.headers["Content-Length"]) == (200, b"", str(len(body)))


@pytest.mark.parametrize(
    "path",
    ["/log/tile/0/002", "/log/tile/0/001", "/log/tile/../log.key", "/log/tile/0/0", "/log/log.key",
     "/log/tile/..%2f..%2flog.key", "/log/tile/",
     f"/log/tile/0/{'x001/' * 900}234", "/log/witnessed/00000000", "/log/"],
)  # fmt: skip
def test_nothing_else_is(live: Running, path: str) -> None:
    answer, body = live.ask(path)
    assert answer.status == 404
    assert b"PRIVATE" not in body
    assert answer.headers["Cache-Control"] == "no-store"


def test_nobody_writes(live: Running) -> None:
    answer, _ = live.ask("/log/checkpoint", "POST")
    assert answer.status == 405
