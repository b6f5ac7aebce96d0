"""A throw-away Mosquitto on loopback."""

import contextlib
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from benchmarks.ports import free_port, wait_for


@contextlib.contextmanager
def running_broker(home: Path) -> Iterator[int]:
    """Its port."""
    program = shutil.which("mosquitto") or shutil.which("mosquitto", path="/usr/sbin")
    if program is None:
        raise SystemExit("no Mosquitto is installed")
    port = free_port()
    lines = [
        f"listener {port} 127.0.0.1",
        "allow_anonymous true",
        "max_queued_messages 0",
        *(["user root"] if os.geteuid() == 0 else []),
    ]
    home.mkdir(parents=True, exist_ok=True)
    (home / "mosquitto.conf").write_text("\n".join(lines) + "\n")
    command = [program, "-c", str(home / "mosquitto.conf")]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for(port, process)
        yield port
    finally:
        process.terminate()
        process.wait(20)
