"""The one thread in which the runner touches the database: one connection, no lock fought over.

A cancellation never comes between a piece of work and its result: a run that was begun could not be
closed, and a page that was kept would not be counted. It comes at the next wait for anything else.
"""

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
        doing = loop.run_in_executor(self._thread, _fresh, call)
        try:
            return await asyncio.shield(doing)
        except asyncio.CancelledError:
            await asyncio.wait([doing])
            _cancel_later()
            return doing.result()

    def close(self) -> None:
        self._thread.submit(connection.close)
        self._thread.shutdown()


def _cancel_later() -> None:
    """The cancellation that was held up, once more; asked for once, whoever counts them."""
    task = asyncio.current_task()
    assert task is not None
    task.uncancel()
    task.cancel()


def _fresh[T](call: Callable[[], T]) -> T:
    # One that is well stays open: by default Django would open another for each piece of work.
    connection.close_at = None
    close_old_connections()
    return call()
