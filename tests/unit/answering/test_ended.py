"""However an answer ends, its place and its file are free again."""

import asyncio
import io
from pathlib import Path
from typing import Any

import pytest

from simin.web.answering import application
from simin.web.answering.application import ROOM, Answering
from simin.web.answering.line import Line
from simin.web.bodies.arriving import Arriving

SCOPE = {"type": "http", "path": "/file", "method": "GET", "headers": []}


class Broken(io.BytesIO):
    def read(self, _size: int | None = None, /) -> bytes:
        raise OSError("the disk is gone")


def test_a_file_that_breaks_is_closed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(application, "is_question", lambda _path, _method: False)
    file = Broken()

    async def pages(scope: Any, _receive: Any, send: Any) -> None:
        scope["simin.lent"] = file
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    async def nothing(_message: Any = None) -> Any:
        return None

    front = Answering(pages, pages, tmp_path, lambda _: "home", Line(1), Line(1), Arriving(ROOM))
    with pytest.raises(OSError, match="the disk is gone"):
        asyncio.run(front(dict(SCOPE), nothing, nothing))
    assert file.closed
