"""A real city in a process of its own, and a viewer of its stream."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.factories.migrated import lay_tables


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class RunningCity:
    """``simin`` on a data folder and a port of its own."""

    def __init__(self, home: Path) -> None:
        self.port = free_port()
        self.variables = {**os.environ, "SIMIN_HOME": str(home), "SIMIN_PORT": str(self.port)}
        self.variables.pop("SIMIN_DATABASE_URL", None)
        self.process: subprocess.Popen[str] | None = None

    def simin(self, *words: str, told: str | None = None) -> subprocess.CompletedProcess[str]:
        """``told``: on its standard input."""
        command = [sys.executable, "-m", "simin", *words]
        return subprocess.run(
            command,
            env=self.variables,
            input=told,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    def make(self, *words: str) -> None:
        """``simin init`` where making its tables is not what is tested."""
        lay_tables(Path(self.variables["SIMIN_HOME"]))
        made = self.simin("init", *words)
        assert made.returncode == 0, made.stderr

    def start(self, verb: str = "up") -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "simin", verb],
            env=self.variables,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.wait_until_ready()

    def workers(self) -> list[int]:
        """Processes of this city besides the server's, by its data folder."""
        assert self.process is not None
        home = f"SIMIN_HOME={self.variables['SIMIN_HOME']}".encode()
        return [
            int(entry.name)
            for entry in Path("/proc").iterdir()
            if entry.name.isdecimal()
            and int(entry.name) != self.process.pid
            and home in _environment_of(entry)
        ]

    def engine(self) -> int | None:
        """The process of this city's engine."""
        for pid in self.workers():
            if b"engine" in Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0"):
                return pid
        return None

    def wait_until_ready(self) -> None:
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            assert self.process is not None
            assert self.process.poll() is None, self.process.communicate()[0]
            try:
                self.get("/health")
                return
            except OSError:
                time.sleep(0.05)
        raise AssertionError("the city did not get ready")

    def get(self, path: str) -> Any:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=5) as answer:
            return json.load(answer)

    def kill(self) -> None:
        assert self.process is not None
        self.process.kill()
        self.process.communicate(timeout=20)

    def stop(self, how: signal.Signals = signal.SIGTERM) -> tuple[int, str]:
        """End by a signal; exit code and everything it said."""
        assert self.process is not None
        self.process.send_signal(how)
        said, _ = self.process.communicate(timeout=30)
        return self.process.returncode, said


def _environment_of(entry: Path) -> list[bytes]:
    try:
        return (entry / "environ").read_bytes().split(b"\0")
    except OSError:
        return []


@contextmanager
def running_city(home: Path) -> Iterator[RunningCity]:
    city = RunningCity(home)
    try:
        yield city
    finally:
        if city.process is not None and city.process.poll() is None:
            city.kill()


def watch(city: RunningCity, events: int, last: int | None = None) -> list[dict[str, Any]]:
    """The next ``events`` of the stream, resumed after frame ``last``; it reconnects by itself."""
    seen: list[dict[str, Any]] = []
    deadline = time.monotonic() + 60
    while len(seen) < events and time.monotonic() < deadline:
        try:
            for event in _stream(city, last):
                seen.append(event)
                last = event["number"]
                if len(seen) == events:
                    break
        except OSError:
            time.sleep(0.1)
    return seen


def _stream(city: RunningCity, last: int | None) -> Iterator[dict[str, Any]]:
    request = urllib.request.Request(f"http://127.0.0.1:{city.port}/live/stream")
    if last is not None:
        request.add_header("Last-Event-ID", str(last))
    kind = ""
    with urllib.request.urlopen(request, timeout=10) as lines:
        for line in lines:
            name, _, rest = line.decode().rstrip("\n").partition(": ")
            if name == "event":
                kind = rest
            elif name == "data":
                yield {"event": kind, "raw": rest, **json.loads(rest)}
