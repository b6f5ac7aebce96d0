"""A city in a process of its own, to be killed: a thread commits frames, the gateway shows them.

``python -m tests.integration.live.city_process DATABASE SECRET``; prints its port. Goes on from
what the database holds, and publishes until it dies.
"""

import itertools
import sqlite3
import sys
import threading
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from simin.kit.tickets import TicketBooth
from simin.live.gateway import Gateway
from simin.live.server import build_server, listen
from simin.live.sqlite_store import SqliteStore
from tests.factories.frames import History, SqlitePicture


def restored(path: Path) -> tuple[History, SqlitePicture]:
    picture, history = SqlitePicture(path), History()
    with sqlite3.connect(path) as reader:
        (kept,) = reader.execute("SELECT count(*) FROM picture_frame").fetchone()
    history.run(kept)
    return history, picture


def main() -> None:
    path = Path(sys.argv[1])
    history, picture = restored(path)
    gateway = Gateway(SqliteStore(path), TicketBooth(sys.argv[2]))
    listener = listen("127.0.0.1", 0)

    def publish() -> None:
        for _ in itertools.count():
            picture.write(history, history.run(1))
            gateway.wake()
            time.sleep(0.005)

    @asynccontextmanager
    async def engine() -> AsyncIterator[None]:
        threading.Thread(target=publish, daemon=True).start()
        print(listener.getsockname()[1], flush=True)
        yield

    build_server(gateway, company=[engine]).run(sockets=[listener])


if __name__ == "__main__":
    main()
