"""Starts a throw-away PostgreSQL on loopback, runs a command against it, stops it again.

    python -m tests.postgresql.cluster pytest tests/integration

The command finds the database in ``SIMIN_DATABASE_URL``. PostgreSQL refuses to run as root, so root
becomes the ``postgres`` account for it. Durability is switched off, as this cluster outlives
nothing; benchmarks, which measure what a commit costs, leave it on.
Never touches a PostgreSQL that runs on the machine already.
"""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

#: Where distributions put the server's programs, which are rarely on the PATH; newest first.
PLACES = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql*/bin")
ACCOUNT = "postgres"
DURABLE = ("shared_buffers=512MB", "max_connections=60")
FAST = ("fsync=off", "full_page_writes=off", "synchronous_commit=off", "max_connections=60")


class NoPostgresqlError(Exception):
    """The server's programs are not installed."""


def programs() -> Path | None:
    """The folder with ``initdb`` and ``postgres``, if there is one."""
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).resolve().parent
    found = [path for place in PLACES for path in Path("/").glob(place[1:])]
    usable = [path for path in found if (path / "initdb").exists()]
    return max(usable, key=_version, default=None)


def _version(folder: Path) -> int:
    digits = "".join(filter(str.isdigit, folder.parent.name))
    return int(digits or 0)


@contextlib.contextmanager
def cluster(settings: tuple[str, ...] = FAST) -> Iterator[str]:
    """The address of a running, empty PostgreSQL; raises ``NoPostgresqlError``."""
    folder = programs()
    if folder is None:
        raise NoPostgresqlError
    home = Path(tempfile.mkdtemp(prefix="simin-postgresql-"))
    try:
        if os.geteuid() == 0:
            shutil.chown(home, ACCOUNT)
        _initialise(folder, home)
        port = _free_port()
        with _server(folder, home, port, settings):
            yield f"postgresql://{ACCOUNT}@127.0.0.1:{port}/postgres"
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _initialise(folder: Path, home: Path) -> None:
    command = [folder / "initdb", "-D", home / "cluster", "-U", ACCOUNT, "-A", "trust"]
    command += ["-E", "UTF8", "--locale=C", "--no-sync"]
    subprocess.run(_unprivileged(command), cwd=home, check=True, stdout=subprocess.DEVNULL)


@contextlib.contextmanager
def _server(folder: Path, home: Path, port: int, settings: tuple[str, ...]) -> Iterator[None]:
    command: list[Path | str] = [folder / "postgres", "-D", home / "cluster", "-p", str(port)]
    command += ["-h", "127.0.0.1", "-k", home]
    for setting in settings:
        command += ["-c", setting]
    with (home / "server.log").open("wb") as log:
        server = subprocess.Popen(
            _unprivileged(command), cwd=home, stdout=log, stderr=log, start_new_session=True
        )
    try:
        _wait_until_ready(folder, port, server, home / "server.log")
        yield
    finally:
        _stop(home / "cluster" / "postmaster.pid", server)


def _wait_until_ready(folder: Path, port: int, server: subprocess.Popen[bytes], log: Path) -> None:
    probe = [folder / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(port)]
    for _ in range(300):
        if server.poll() is not None:
            break
        if subprocess.run(probe, check=False).returncode == 0:
            return
        time.sleep(0.1)
    raise RuntimeError(f"PostgreSQL did not start:\n{log.read_text()}")


def _stop(pid_file: Path, server: subprocess.Popen[bytes]) -> None:
    """A fast shutdown (SIGINT) of the postmaster; ``server`` may be the program around it."""
    if server.poll() is None and pid_file.exists():
        os.kill(int(pid_file.read_text().split()[0]), signal.SIGINT)
    try:
        server.wait(timeout=30)
    except subprocess.TimeoutExpired:
        server.kill()


def _unprivileged(command: list[Path | str]) -> list[str]:
    words = [str(word) for word in command]
    return ["runuser", "-u", ACCOUNT, "--", *words] if os.geteuid() == 0 else words


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def main(command: list[str]) -> int:
    try:
        with cluster() as address:
            environment = {**os.environ, "SIMIN_DATABASE_URL": address}
            return subprocess.run(command, env=environment, check=False).returncode
    except NoPostgresqlError:
        print("PostgreSQL is not installed.", file=sys.stderr)
        return 69


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
