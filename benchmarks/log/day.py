"""A day of frames in SQLite and in a log; the gateway hands them out, the command checks them."""

import hashlib
import sqlite3
import subprocess
import sys
import time
import zlib
from datetime import timedelta
from pathlib import Path

from benchmarks.ports import free_port, wait_for
from simin.domains.picture.frame import GENESIS, OfficeFrame, PublicFrame, Snapshot, View, leaf_hash
from simin.domains.picture.wire import encode
from simin.domains.transparency.entries import Entry
from simin.domains.transparency.folder import LogFolder
from simin.domains.transparency.keys import signer_of
from simin.domains.transparency.log import Log
from simin.kit.tickets import TicketBooth
from simin.live.gateway import Gateway
from simin.live.log_door import LogDoor
from simin.live.server import build_server, listen
from simin.live.sqlite_store import SqliteStore
from tests.factories.cards import NOON, card

CARDS, CHANGED, CHECKPOINT_EVERY = 150, 5, 100
SCHEMA = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"
    "CREATE TABLE picture_frame (number INTEGER PRIMARY KEY, at TEXT, city_time TEXT,"
    " public BLOB, office BLOB, hash TEXT);"
    "CREATE TABLE picture_checkpoint (number INTEGER PRIMARY KEY, city_time TEXT,"
    " public BLOB, office BLOB);"
)


def measure(home: Path, frames: int) -> tuple[list[float], int]:
    """Seconds of three checks of the whole day, each from nothing; bytes of its frames."""
    home.mkdir()
    weighs = _make(home, frames)
    port = free_port()
    server = subprocess.Popen([sys.executable, "-m", "benchmarks.log.day", str(home), str(port)])
    try:
        wait_for(port, server)
        return [_verify(home, port, turn) for turn in range(3)], weighs
    finally:
        server.terminate()
        server.wait()


def _verify(home: Path, port: int, turn: int) -> float:
    memory = str(home / f"memory-{turn}.json")
    command = [sys.executable, "-m", "simin", "verify", f"http://127.0.0.1:{port}"]
    began = time.perf_counter()
    subprocess.run([*command, "--from", "1", "--memory", memory], check=True)
    return time.perf_counter() - began


def _make(home: Path, count: int) -> int:
    database = sqlite3.connect(home / "simin.sqlite3", isolation_level=None)
    database.executescript(SCHEMA + "BEGIN")
    folder = LogFolder(home / "log", _quickly)
    log = Log(folder, signer_of(home / "log.key", folder, "bench.example/log"))
    hash_, weighs, entries, shown = GENESIS, 0, [], {}
    for number in range(1, count + 1):
        at = NOON + timedelta(seconds=number)
        changed = [_card(number, place) for place in range(CARDS if number == 1 else CHANGED)]
        shown |= {one.id: one for one in changed}
        told = {"number": number, "at": at, "city_time": at, "speed": 1.0, "removed": []}
        public = encode(PublicFrame(previous=hash_, changed=changed, **told))  # type: ignore[arg-type]
        hash_ = leaf_hash(public)
        office = encode(OfficeFrame(public_hash=hash_, changed=changed, **told))  # type: ignore[arg-type]
        row = (number, str(at), str(at), public, office, hash_)
        database.execute("INSERT INTO picture_frame VALUES (?, ?, ?, ?, ?, ?)", row)
        if number == 1 or number % CHECKPOINT_EVERY == 0:
            cards = [shown[one] for one in sorted(shown)]
            views = [
                zlib.compress(encode(Snapshot(number=number, at=at, city_time=at, speed=1.0,
                                              hash=hash_, view=view, cards=cards)), 1)  # type: ignore[arg-type]
                for view in View
            ]  # fmt: skip
            database.execute(
                "INSERT INTO picture_checkpoint VALUES (?, ?, ?, ?)", (number, str(at), *views)
            )
        entries.append(Entry("frame", number, hash_).encoded())
        weighs += len(public)
    database.execute("COMMIT")
    database.close()
    log.append(entries)
    return weighs


def _card(number: int, place: int):  # type: ignore[no-untyped-def]
    which = (number * CHANGED + place) % CARDS if number > 1 else place
    noise = hashlib.sha256(b"%d" % number).hexdigest()
    return card(f"indicator/{which:03}", body={"value": number, "spark": noise, "unit": "µg/m³"})


def _quickly(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def serve(home: Path, port: int) -> None:
    gateway = Gateway(SqliteStore(home / "simin.sqlite3"), TicketBooth("a secret of the benchmark"))
    server = build_server(gateway, doors=[LogDoor(home / "log")])
    server.run(sockets=[listen("127.0.0.1", port)])


if __name__ == "__main__":
    serve(Path(sys.argv[1]), int(sys.argv[2]))
