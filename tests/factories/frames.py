"""Histories of the picture without a database: frames as ``publish`` makes them, in both views."""

import sqlite3
import zlib
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path

from simin.domains.picture.card import Card, WithheldCard
from simin.domains.picture.fold import fold_all
from simin.domains.picture.frame import (
    GENESIS,
    OfficeFrame,
    PublicFrame,
    Snapshot,
    View,
    leaf_hash,
)
from simin.domains.picture.release import for_public
from simin.domains.picture.wire import encode
from simin.live.frames import StoredFrame
from tests.factories.cards import NOON, card

#: The salt of every withheld card here; real ones are random.
SALT = "00" * 16
CHECKPOINT_EVERY = 100


def empty(view: View) -> Snapshot:
    """The picture before the first frame."""
    return Snapshot(
        number=0, at=NOON, city_time=NOON, speed=60.0, hash=GENESIS, view=view, cards=[]
    )


class History:
    """Numbers frames and binds each to the one before."""

    def __init__(self) -> None:
        self.frames: list[StoredFrame] = []

    @property
    def head(self) -> int:
        return len(self.frames)

    def add(self, *cards: Card, removed: Iterable[str] = ()) -> StoredFrame:
        number = self.head + 1
        at = NOON + timedelta(seconds=number)
        shown: list[Card | WithheldCard] = [for_public(each) for each in cards]
        public = PublicFrame(
            number=number,
            at=at,
            city_time=at,
            speed=60.0,
            previous=self.frames[-1].hash if self.frames else GENESIS,
            changed=shown,
            removed=list(removed),
        )
        wire = encode(public)
        office = OfficeFrame(
            number=number,
            at=at,
            city_time=at,
            speed=60.0,
            public_hash=leaf_hash(wire),
            changed=list(cards),
            removed=list(removed),
        )
        self.frames.append(StoredFrame(number, wire, encode(office), leaf_hash(wire)))
        return self.frames[-1]

    def run(self, count: int, *, padding: int = 0) -> list[StoredFrame]:
        """``count`` more frames, each changing one card of seven."""
        body = {"padding": "x" * padding}
        return [
            self.add(card(f"air/{self.head % 7}", body={"value": self.head, **body}))
            for _ in range(count)
        ]

    def snapshot(self, view: View, number: int | None = None) -> Snapshot:
        upto = self.frames[: self.head if number is None else number]
        return fold_all(empty(view), (frame.decoded(view) for frame in upto))


class SqlitePicture:
    """The picture's tables in a file of their own, with a writer as the engine is one."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.url = f"sqlite:///{path}"
        self._writer = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self._writer.executescript(
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"
            "CREATE TABLE IF NOT EXISTS picture_frame (number INTEGER PRIMARY KEY, at TEXT,"
            " city_time TEXT, public BLOB, office BLOB, hash TEXT);"
            "CREATE TABLE IF NOT EXISTS picture_checkpoint (number INTEGER PRIMARY KEY,"
            " city_time TEXT, public BLOB, office BLOB);"
        )

    def write(self, history: History, frames: Iterable[StoredFrame]) -> None:
        for frame in frames:
            self._writer.execute("BEGIN")
            self._writer.execute(
                "INSERT INTO picture_frame VALUES (?, ?, ?, ?, ?, ?)",
                (frame.number, str(NOON), str(NOON), frame.public, frame.office, frame.hash),
            )
            if frame.number == 1 or frame.number % CHECKPOINT_EVERY == 0:
                self._checkpoint(history, frame.number)
            self._writer.execute("COMMIT")

    def forget_before(self, number: int) -> None:
        for table in ("picture_frame", "picture_checkpoint"):
            self._writer.execute(f"DELETE FROM {table} WHERE number < ?", (number,))

    def close(self) -> None:
        self._writer.close()

    def _checkpoint(self, history: History, number: int) -> None:
        views = [zlib.compress(encode(history.snapshot(view, number))) for view in View]
        self._writer.execute(
            "INSERT INTO picture_checkpoint VALUES (?, ?, ?, ?)", (number, str(NOON), *views)
        )
