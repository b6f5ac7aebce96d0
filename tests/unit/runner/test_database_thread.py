"""Work that was handed to the database's thread is done, also where its waiter is cancelled."""

import asyncio
import threading

import pytest

from simin.ingest.runner.database_thread import DatabaseThread


def test_what_waits_its_turn_is_done_before_the_cancellation_goes_on() -> None:
    async def story() -> None:
        database, turn, done = DatabaseThread(), threading.Event(), list[str]()
        before = asyncio.create_task(database.do(turn.wait))
        closing = asyncio.create_task(database.do(done.append, "closed"))
        await asyncio.sleep(0)
        closing.cancel()
        await asyncio.sleep(0)
        turn.set()
        await asyncio.gather(before, closing, return_exceptions=True)
        assert done == ["closed"] and closing.cancelled()
        database.close()

    asyncio.run(story())


def test_what_was_begun_is_told_to_whoever_must_end_it() -> None:
    async def story() -> None:
        database, turn, ended = DatabaseThread(), threading.Event(), list[object]()

        async def run() -> None:
            begun = await database.do(lambda: turn.wait() and "air@1")
            try:
                await asyncio.Event().wait()
            finally:
                ended.append(begun)

        running = asyncio.create_task(run())
        await asyncio.sleep(0)
        running.cancel()
        await asyncio.sleep(0)
        turn.set()
        with pytest.raises(asyncio.CancelledError):
            await running
        assert ended == ["air@1"]
        database.close()

    asyncio.run(story())
