"""Both sides behind one face: start, publish at a rate, stop."""

import http.client
import os
import pwd
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from benchmarks.fanout import nchan
from benchmarks.fanout.payload import public_frame
from simin.domains.picture.frame import GENESIS, leaf_hash
from simin.domains.picture.wire import encode


class Side(Protocol):
    """A running server."""

    pid: int
    port: int
    path: str

    #: Processor seconds that publishing took inside the server's process so far.
    publisher_seconds: float

    def publish(self, rate: float, count: int) -> int:
        """Publish ``count`` frames, ``rate`` a second; the head."""


class Ours:
    path = "/live/stream"

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self.pid = process.pid
        self.publisher_seconds = 0.0
        self._process = process
        self.port = int(self._read())

    def publish(self, rate: float, count: int) -> int:
        assert self._process.stdin is not None
        self._process.stdin.write(f"{rate} {count}\n")
        self._process.stdin.flush()
        head, seconds = self._read().split()
        self.publisher_seconds = float(seconds)
        return int(head)

    def _read(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline()


class Nchan:
    path = "/stream"

    def __init__(self, pid: int, port: int) -> None:
        self.pid = pid
        self.port = port
        self.publisher_seconds = 0.0
        self._head = 0
        self._hash = GENESIS
        self._connection = http.client.HTTPConnection("127.0.0.1", port)

    def publish(self, rate: float, count: int) -> int:
        begin = time.monotonic()
        for turn in range(count):
            time.sleep(max(0.0, begin + turn / rate - time.monotonic()))
            wire = encode(public_frame(self._head + 1, self._hash))
            self._head, self._hash = self._head + 1, leaf_hash(wire)
            self._connection.request("POST", "/publish", wire)
            self._connection.getresponse().read()
        return self._head


@contextmanager
def ours() -> Iterator[Side]:
    process = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.fanout.ours"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield Ours(process)
    finally:
        process.terminate()
        process.wait(20)


@contextmanager
def peer() -> Iterator[Side]:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        port = _free_port()
        process = nchan.start(Path(folder), port, pwd.getpwuid(os.geteuid()).pw_name)
        try:
            _wait_for(port)
            side = Nchan(process.pid, port)
            side.publish(1, 1)
            yield side
        finally:
            process.terminate()
            process.wait(20)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(port: int) -> None:
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except ConnectionRefusedError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError("nginx did not start")
