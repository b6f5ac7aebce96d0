"""A viewer of the public stream, who notes when each probe's value comes."""

import contextlib
import threading
import time
import urllib.request

import msgspec

from benchmarks.city_feeds.values import Probes


class Screen(threading.Thread):
    """Watches until stopped; connects again by itself."""

    def __init__(self, port: int, probes: Probes) -> None:
        super().__init__(name="screen", daemon=True)
        self._address = f"http://127.0.0.1:{port}/live/stream"
        self._probes = probes
        self._ended = threading.Event()
        self.frames = 0
        self.bytes = 0

    def stop(self) -> None:
        self._ended.set()

    def run(self) -> None:
        while not self._ended.is_set():
            with contextlib.suppress(OSError):
                self._watch()

    def _watch(self) -> None:
        with urllib.request.urlopen(self._address, timeout=30) as lines:
            for line in lines:
                if self._ended.is_set():
                    return
                if line.startswith(b"data: "):
                    self._read(line.removeprefix(b"data: "), time.monotonic())

    def _read(self, told: bytes, at: float) -> None:
        frame = msgspec.json.decode(told)
        self.frames += 1
        self.bytes += len(told)
        for card in frame.get("changed") or frame.get("cards") or ():
            value = (card.get("body") or {}).get("value")
            if card["id"].startswith("probe/") and value is not None:
                self._probes.shown(card["id"], value, at)
