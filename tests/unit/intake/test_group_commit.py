"""Waiting requests share a commit; nobody is answered before it, and all are told when it fails."""

import asyncio
import threading
from collections.abc import Sequence

import numpy as np
import pytest

from simin.web.intake import group_commit
from simin.web.intake.decoding import Batch
from simin.web.intake.group_commit import GroupCommit, NotDurableError, TooManyWaitingError
from simin.web.intake.moments import NONE


def batch(*results: float) -> Batch:
    one = np.ones(len(results), np.int64)
    return Batch(one, one, one * NONE, np.array(results, np.float64), one * NONE)


class Store:
    """Keeps batches, the first only when it is let; refuses results below zero."""

    def __init__(self) -> None:
        self.let = threading.Event()
        self.commits: list[list[float]] = []

    def append(self, rows: Batch) -> Sequence[int | None]:
        self.let.wait(10)
        if 13.0 in rows.results:
            raise OSError("disk full")
        self.commits.append(rows.results.tolist())
        return [None if result < 0 else int(result) for result in rows.results]


def test_those_who_wait_share_a_commit() -> None:
    store = Store()

    async def story() -> list[list[int | None]]:
        writer = GroupCommit(store.append)
        async with writer.beside():
            first = asyncio.create_task(writer.keep(batch(1)))
            while writer._waiting or not first:
                await asyncio.sleep(0)
            await asyncio.sleep(0)
            others = [asyncio.create_task(writer.keep(batch(n, -1))) for n in (2, 3)]
            await asyncio.sleep(0)
            assert not first.done()
            store.let.set()
            return [list((await task).positions) for task in (first, *others)]

    assert asyncio.run(story()) == [[1], [2, None], [3, None]]
    assert [result for commit in store.commits for result in commit] == [1, 2, -1, 3, -1]


def test_a_failed_commit_is_told_to_all_in_it_and_the_next_works() -> None:
    store = Store()
    store.let.set()

    async def story() -> None:
        writer = GroupCommit(store.append)
        async with writer.beside():
            with pytest.raises(NotDurableError):
                await writer.keep(batch(13))
            assert list((await writer.keep(batch(4))).positions) == [4]

    asyncio.run(story())


def test_what_waits_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(group_commit, "MOST_WAITING", 2)
    store = Store()

    async def story() -> None:
        writer = GroupCommit(store.append)
        async with writer.beside():
            waiting = asyncio.create_task(writer.keep(batch(1, 2)))
            await asyncio.sleep(0)
            with pytest.raises(TooManyWaitingError):
                await writer.keep(batch(3))
            store.let.set()
            await waiting
            assert list((await writer.keep(batch(3))).positions) == [3]

    asyncio.run(story())


def test_what_waits_when_the_server_stops_is_kept() -> None:
    store = Store()

    async def story() -> list[int | None]:
        writer = GroupCommit(store.append)
        async with writer.beside():
            waiting = asyncio.create_task(writer.keep(batch(1)))
            await asyncio.sleep(0)
            store.let.set()
        return list((await waiting).positions)

    assert asyncio.run(story()) == [1]
