"""What is put is what is sent, whatever the pace of both; who does not read holds nobody up."""

import asyncio
import errno
import io
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simin.kit.spool import PIECE, Spool
from simin.web.answering.leaving import Leaving
from simin.web.bodies.arriving import Arriving, Room

START = {"type": "http.response.start", "status": 200, "headers": []}


def part(body: bytes, *, more: bool = True) -> dict[str, Any]:
    return {"type": "http.response.body", "body": body, "more_body": more}


class Client:
    """Reads when it may."""

    def __init__(self) -> None:
        self.messages: list[Any] = []
        self.reads = asyncio.Event()

    async def send(self, message: Any) -> None:
        await self.reads.wait()
        self.messages.append(message)

    @property
    def body(self) -> bytes:
        return b"".join(message["body"] for message in self.messages[1:])


def leaving(folder: Path, place: Any, **options: Any) -> Leaving:
    return Leaving(folder, place, **options)


@given(
    sizes=st.lists(st.integers(0, 2 * PIECE), max_size=6),
    room=st.sampled_from([0, PIECE, 1 << 30]),
    early=st.booleans(),
)
def test_an_answer_arrives_as_it_was_made(
    tmp_path_factory: pytest.TempPathFactory, sizes: list[int], room: int, early: bool
) -> None:
    parts = [bytes([number]) * size for number, size in enumerate(sizes)]

    async def story() -> bytes:
        client = Client()
        if early or not room:
            client.reads.set()
        with Arriving(Room(size=room, share=1)).place("home") as place:
            answer = leaving(tmp_path_factory.getbasetemp(), place)
            sending = asyncio.create_task(answer.sent(client.send))
            await answer.put(START)
            for each in parts:
                if room == PIECE:
                    client.reads.set()
                await answer.put(part(each))
            await answer.put(part(b"", more=False))
            client.reads.set()
            await sending
            await answer.close()
        assert client.messages[0] == START
        assert [message["more_body"] for message in client.messages[1:]].count(False) == 1
        return client.body

    assert asyncio.run(story()) == b"".join(parts)


def test_who_makes_an_answer_does_not_wait_for_who_reads_it(tmp_path: Path) -> None:
    async def story() -> None:
        client = Client()
        with Arriving(Room()).place("home") as place:
            answer = leaving(tmp_path, place, patience=0.05)
            sending = asyncio.create_task(answer.sent(client.send))
            await answer.put(START)
            for _ in range(20):
                await answer.put(part(b"x" * PIECE))
            await sending
            assert client.messages == []
            await answer.put(part(b"", more=False))
            await answer.close()

    asyncio.run(story())


def test_where_there_is_no_room_a_client_that_reads_nothing_is_left(tmp_path: Path) -> None:
    async def story() -> None:
        client = Client()
        with Arriving(Room(size=PIECE, share=1)).place("home") as place:
            answer = leaving(tmp_path, place, patience=0.05)
            sending = asyncio.create_task(answer.sent(client.send))
            await answer.put(START)
            for _ in range(5):
                await answer.put(part(b"x" * PIECE))
            await sending
            await answer.close()

    asyncio.run(story())


def test_a_file_is_lent(tmp_path: Path) -> None:
    async def story() -> None:
        client, file = Client(), io.BytesIO(b"y" * (3 * PIECE + 1))
        client.reads.set()
        with Arriving(Room()).place("home") as place:
            answer = leaving(tmp_path, place)
            sending = asyncio.create_task(answer.sent(client.send))
            await answer.put(START)
            answer.lent = file
            await answer.put(part(b"", more=False))
            await sending
            assert client.body == file.getvalue()
            await answer.close()
            assert file.closed

    asyncio.run(story())


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EMFILE])
def test_a_disk_that_takes_nothing_makes_the_writer_wait_and_nothing_is_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def full(*_args: Any, **_options: Any) -> Any:
        raise OSError(number, "no")

    monkeypatch.setattr(tempfile, "TemporaryFile", full)
    parts = [bytes([each]) * PIECE for each in range(5)]

    async def story() -> bytes:
        client = Client()
        with Arriving(Room()).place("home") as place:
            answer = leaving(tmp_path, place)
            sending = asyncio.create_task(answer.sent(client.send))
            await answer.put(START)
            await answer.put(part(parts[0]))
            waits = asyncio.create_task(answer.put(part(parts[1] * 3)))
            client.reads.set()
            await waits
            for each in parts[2:]:
                await answer.put(part(each))
            await answer.put(part(b"", more=False))
            await sending
            await answer.close()
            assert place.size == 0
        return client.body

    assert asyncio.run(story()) == b"".join([parts[0], parts[1] * 3, *parts[2:]])


def test_what_was_read_is_given_back(tmp_path: Path) -> None:
    """Ten times its household's room, and never a wait for more than what is under way."""

    async def story() -> None:
        client = Client()
        client.reads.set()
        waiting = Arriving(Room(size=16 * PIECE))
        with waiting.place("home") as place:
            answer = leaving(tmp_path, place)
            sending = asyncio.create_task(answer.sent(client.send))
            await answer.put(START)
            for _ in range(40):
                await answer.put(part(b"x" * PIECE))
                assert place.size <= 4 * PIECE
            await answer.put(part(b"", more=False))
            await sending
            assert len(client.body) == 40 * PIECE
            waiting.grow("home", 4 * PIECE)
            await answer.close()

    asyncio.run(story())


def test_a_file_that_was_read_begins_anew(tmp_path: Path) -> None:
    async def story() -> list[bytes]:
        spool, read = Spool(tmp_path), list[bytes]()
        for each in (b"a", b"b", b"c"):
            await spool.put(each * PIECE)
            await spool.put(each * 10)
            assert spool.waiting == PIECE + 10
            read += [await spool.piece(), await spool.piece()]
            assert spool.waiting == 0
        spool.close()
        return read

    assert asyncio.run(story()) == [
        each * size for each in (b"a", b"b", b"c") for size in (PIECE, 10)
    ]
