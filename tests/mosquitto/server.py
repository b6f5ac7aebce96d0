"""Starts a throw-away Mosquitto on loopback that keeps its sessions on disk; stops and restarts it.

Never touches a broker that runs on the machine already.
"""

import contextlib
import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest


def program() -> str | None:
    return shutil.which("mosquitto") or shutil.which("mosquitto", path="/usr/sbin:/usr/local/sbin")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Mosquitto:
    """A broker; anyone on loopback may publish and subscribe."""

    daemon: str
    home: Path
    port: int
    #: PEM files in ``home``: ``ca.pem``, ``broker.pem`` and ``broker.key``.
    tls: bool = False
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"mqtt{'s' if self.tls else ''}://127.0.0.1:{self.port}"

    def start(self) -> None:
        lines = [
            f"listener {self.port} 127.0.0.1",
            "allow_anonymous true",
            "persistence true",
            f"persistence_location {self.home}/",
            "max_queued_messages 0",
            *(["user root"] if os.geteuid() == 0 else []),
            *(self._tls() if self.tls else []),
        ]
        (self.home / "mosquitto.conf").write_text("\n".join(lines) + "\n")
        with (self.home / "server.log").open("ab") as log:
            self.process = subprocess.Popen(
                [self.daemon, "-c", str(self.home / "mosquitto.conf")], stdout=log, stderr=log
            )
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port)):
                return
            assert self.process.poll() is None, (self.home / "server.log").read_text()
            time.sleep(0.05)
        raise AssertionError("Mosquitto did not start")

    def _tls(self) -> list[str]:
        return [
            f"{name} {self.home / file}"
            for name, file in (
                ("cafile", "ca.pem"), ("certfile", "broker.pem"), ("keyfile", "broker.key")
            )
        ]  # fmt: skip

    def stop(self) -> None:
        """It writes down its sessions, as when a machine is restarted."""
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(timeout=20)


@contextlib.contextmanager
def mosquitto(tls: Callable[[Path], None] | None = None) -> Iterator[Mosquitto]:
    """A running broker; the test is skipped where none is installed.

    ``tls`` writes its certificate into its folder.
    """
    daemon = program()
    if daemon is None:
        pytest.skip("no Mosquitto is installed")
    home = Path(tempfile.mkdtemp(prefix="simin-mosquitto-"))
    broker = Mosquitto(daemon, home, free_port(), tls is not None)
    if tls is not None:
        tls(home)
    try:
        broker.start()
        yield broker
    finally:
        broker.stop()
        shutil.rmtree(home, ignore_errors=True)
