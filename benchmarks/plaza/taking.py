"""One client that takes a file: when its first and last byte came, how the server grew."""

import http.client
import threading
import time
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Taken:
    """Milliseconds, seconds, bytes, and MiB that the server grew by while it sent."""

    first: float
    whole: float
    size: int
    grown: float


def take(port: int, process: int, path: str) -> Taken:
    memory = _Memory(process)
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=600)
    with memory:
        began = time.perf_counter()
        connection.request("GET", path, headers={"X-Forwarded-For": "192.0.2.9"})
        answer = connection.getresponse()
        size = len(answer.read(1))
        first = time.perf_counter() - began
        if answer.status != 200:
            raise SystemExit(f"{path}: {answer.status} {answer.read(300)!r}")
        while part := answer.read(1 << 20):
            size += len(part)
        whole = time.perf_counter() - began
    connection.close()
    return Taken(first * 1000, whole, size, memory.grown)


class _Memory:
    """The largest resident size while it is entered, beyond what it was before."""

    def __init__(self, process: int) -> None:
        self._file = Path(f"/proc/{process}/status")
        self._ended = threading.Event()
        self._before = self._most = 0.0

    @property
    def grown(self) -> float:
        return self._most - self._before

    def __enter__(self) -> None:
        self._before = self._most = self._now()
        self._thread = threading.Thread(target=self._watch)
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._ended.wait(0.05):
            self._most = max(self._most, self._now())

    def _now(self) -> float:
        lines = self._file.read_text().splitlines()
        return next(float(one.split()[1]) / 1024 for one in lines if one.startswith("VmRSS"))
