"""An answer goes out in pieces, and no piece is waited for without end."""

import asyncio
from typing import Any

import pytest

from simin.live import answers
from simin.live.answers import Answer


@pytest.mark.parametrize("size", [0, 1, 4, 5, 8, 9])
def test_all_of_it_goes_out_and_ends_once(monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    monkeypatch.setattr(answers, "PIECE", 4)
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    body = bytes(range(size))
    asyncio.run(Answer(200, [], body).send(send))
    assert b"".join(message["body"] for message in sent[1:]) == body
    assert [message["more_body"] for message in sent[1:]].count(False) == 1


@pytest.mark.parametrize("size", [0, 4, 5])
def test_the_last_piece_too_is_waited_for_no_longer(
    monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    monkeypatch.setattr(answers, "PIECE", 4)
    monkeypatch.setattr(answers, "PATIENCE", 0.01)

    sent: list[bool] = []

    async def send(message: Any) -> None:
        if not message.get("more_body", True):
            await asyncio.Event().wait()
        sent.append(True)

    asyncio.run(Answer(200, [], b"x" * size).send(send))
    assert len(sent) == 1 + size // 5
