"""Starts a throw-away MariaDB on loopback for tests of feeds that read databases; stops it again.

It holds one database, ``city``, and one account, which may do everything there: that nothing is
written must not depend on the account. Never touches a MariaDB that runs on the machine already.
"""

import contextlib
import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

ACCOUNT, PASSWORD, DATABASE = "simin", "kept-out-of-logs", "city"
#: The account that Debian's package makes.
UNPRIVILEGED = "mysql"


class NoMariadbError(Exception):
    """The server's programs are not installed."""


def program(name: str) -> str | None:
    return shutil.which(name) or shutil.which(name, path="/usr/sbin:/usr/bin:/usr/local/bin")


@contextlib.contextmanager
def server() -> Iterator[int]:
    """The port of a running MariaDB; raises ``NoMariadbError``."""
    daemon, installer = program("mariadbd"), program("mariadb-install-db")
    if daemon is None or installer is None:
        raise NoMariadbError
    home = Path(tempfile.mkdtemp(prefix="simin-mariadb-"))
    try:
        if os.geteuid() == 0:
            shutil.chown(home, UNPRIVILEGED)
        _initialise(installer, home)
        with _running(daemon, home) as port:
            yield port
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _initialise(installer: str, home: Path) -> None:
    command = [installer, "--no-defaults", f"--datadir={home}/files", "--skip-test-db"]
    subprocess.run([*command, *_as_whom()], check=True, stdout=subprocess.DEVNULL)
    script = (
        f"CREATE DATABASE {DATABASE} CHARACTER SET utf8mb4;"
        f"CREATE USER '{ACCOUNT}'@'127.0.0.1' IDENTIFIED BY '{PASSWORD}';"
        f"GRANT ALL ON {DATABASE}.* TO '{ACCOUNT}'@'127.0.0.1';"
    )
    (home / "files" / "first.sql").write_text(script.replace(";", ";\n"))


def _as_whom() -> list[str]:
    return [f"--user={UNPRIVILEGED}"] if os.geteuid() == 0 else []


@contextlib.contextmanager
def _running(daemon: str, home: Path) -> Iterator[int]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    command = [daemon, "--no-defaults", f"--datadir={home}/files", f"--port={port}"]
    command += ["--bind-address=127.0.0.1", f"--socket={home}/socket", "--skip-name-resolve"]
    command += [f"--init-file={home}/files/first.sql", "--innodb-flush-log-at-trx-commit=0"]
    with (home / "server.log").open("wb") as log:
        process = subprocess.Popen(
            [*command, *_as_whom()], stdout=log, stderr=log, start_new_session=True
        )
    try:
        _wait_until_ready(port, process, home / "server.log")
        yield port
    finally:
        process.terminate()
        process.wait(timeout=30)


def _wait_until_ready(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(300):
        if process.poll() is not None:
            break
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.1)
    raise RuntimeError(f"MariaDB did not start:\n{log.read_text(errors='replace')}")
