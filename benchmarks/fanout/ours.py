"""The server under test: the real gateway on uvicorn, with the engine's part as a thread beside it.

As in the embedded default, a thread commits frames to SQLite and wakes the gateway. Reads
``RATE COUNT`` lines on standard input and answers each with the head and with the processor seconds
of that thread: it does what the peer's publisher does, which is outside the peer's server. A number
as its argument: so many cards stand in the picture besides, as in a whole city's.
"""

import sqlite3
import sys
import tempfile
import threading
import time
import zlib
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from benchmarks.fanout.payload import public_frame, standing_cards
from simin.domains.picture.card import Card
from simin.domains.picture.fold import fold
from simin.domains.picture.frame import GENESIS, OfficeFrame, PublicFrame, Snapshot, View, leaf_hash
from simin.domains.picture.wire import encode
from simin.kit.tickets import TicketBooth
from simin.live.gateway import Gateway
from simin.live.server import allow_many_connections, build_server, listen
from simin.live.sqlite_store import SqliteStore

TABLES = """
PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;
CREATE TABLE picture_frame (number INTEGER PRIMARY KEY, at TEXT, city_time TEXT, public BLOB,
    office BLOB, hash TEXT);
CREATE TABLE picture_checkpoint (number INTEGER PRIMARY KEY, city_time TEXT, public BLOB,
    office BLOB);
"""


class Engine:
    """Publishes as the picture does."""

    def __init__(self, path: Path, gateway: Gateway, cards: int = 0) -> None:
        self._gateway = gateway
        self._database = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self._database.executescript(TABLES)
        self._hash = GENESIS
        self.head = 0
        self.publish(standing_cards(cards))

    def publish(self, besides: Sequence[Card] = ()) -> None:
        frame = public_frame(self.head + 1, self._hash, besides)
        wire = encode(frame)
        self._hash, self.head = leaf_hash(wire), frame.number
        office = OfficeFrame(
            number=frame.number,
            at=frame.at,
            city_time=frame.city_time,
            speed=frame.speed,
            public_hash=self._hash,
            changed=frame.changed,  # type: ignore[arg-type]
            removed=[],
        )
        self._database.execute("BEGIN")
        self._database.execute(
            "INSERT INTO picture_frame VALUES (?, '', '', ?, ?, ?)",
            (frame.number, wire, encode(office), self._hash),
        )
        if frame.number == 1:
            self._checkpoint(frame, office)
        self._database.execute("COMMIT")
        self._gateway.wake()

    def _checkpoint(self, public: PublicFrame, office: OfficeFrame) -> None:
        views = []
        for view, frame in ((View.PUBLIC, public), (View.OFFICE, office)):
            empty = Snapshot(
                number=0, at=public.at, city_time=public.at, speed=1.0, hash="", view=view, cards=[]
            )
            views.append(zlib.compress(encode(fold(empty, frame))))
        self._database.execute("INSERT INTO picture_checkpoint VALUES (1, '', ?, ?)", views)

    def obey(self) -> None:
        for line in sys.stdin:
            rate, count = line.split()
            begin = time.monotonic()
            for turn in range(int(count)):
                time.sleep(max(0.0, begin + turn / float(rate) - time.monotonic()))
                self.publish()
            print(self.head, time.thread_time(), flush=True)


def main() -> None:
    allow_many_connections()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "picture.sqlite3"
        gateway = Gateway(SqliteStore(path), TicketBooth("a secret of the benchmark, long enough"))
        engine = Engine(path, gateway, int(sys.argv[1]) if len(sys.argv) > 1 else 0)
        listener = listen("127.0.0.1", 0)

        @asynccontextmanager
        async def engine_beside() -> AsyncIterator[None]:
            threading.Thread(target=engine.obey, daemon=True).start()
            print(listener.getsockname()[1], flush=True)
            yield

        build_server(gateway, company=[engine_beside]).run(sockets=[listener])


if __name__ == "__main__":
    main()
