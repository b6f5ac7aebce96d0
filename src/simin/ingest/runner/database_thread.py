"""The one thread in which the runner touches the database: one connection, no lock fought over."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from django.db import close_old_connections, connection


class DatabaseThread:
    """Does one piece of work after the other; a lost connection is opened anew."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="feeds-database")

    async def do[**P, T](self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        loop = asyncio.get_running_loop()
        call = partial(work, *args, **kwargs)
        return await loop.run_in_executor(self._thread, _fresh, call)

    def close(self) -> None:
        self._thread.submit(connection.close)
        self._thread.shutdown()


def _fresh[T](call: Callable[[], T]) -> T:
    close_old_connections()
    return call()
