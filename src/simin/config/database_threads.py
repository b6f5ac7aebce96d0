"""Threads that ask the database for what the event loop answers, each with a connection of its own.

A connection stays open from question to question, since to open one costs more than most questions.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from typing import Any


class DatabaseThreads:
    """``beside`` ends them with the server."""

    def __init__(self, name: str, count: int) -> None:
        self._count = count
        self._threads = ThreadPoolExecutor(count, name)

    async def ask[T](self, work: Callable[..., T], *given: Any) -> T:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, _connected, work, *given)

    @asynccontextmanager
    async def beside(self) -> AsyncIterator[None]:
        try:
            yield
        finally:
            await asyncio.to_thread(self._end)

    def _end(self) -> None:
        ends = [self._threads.submit(_disconnect) for _ in range(self._count)]
        self._threads.shutdown()
        for end in ends:
            end.result()


def _connected[T](work: Callable[..., T], *given: Any) -> T:
    from django.db import DatabaseError, connection

    try:
        return work(*given)
    except DatabaseError:
        connection.close()  # the next question begins with a fresh one
        raise


def _disconnect() -> None:
    from django.db import connection

    connection.close()
