"""Logs in a folder of a test, and a disk that loses power."""

import hashlib
from collections.abc import Callable
from pathlib import Path

from simin.domains.transparency.folder import LogFolder
from simin.domains.transparency.keys import signer_of
from simin.domains.transparency.log import Log

ORIGIN = "city.example/log"


def entries(count: int, first: int = 0) -> list[bytes]:
    return [f"frame {n} {hashlib.sha256(b'%d' % n).hexdigest()}".encode()
            for n in range(first, first + count)]  # fmt: skip


def quickly(path: Path, content: bytes) -> None:
    """Whole by a rename, without waiting for any disk."""
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(path.name + ".part")
    aside.write_bytes(content)
    aside.replace(path)


def folder_of(home: Path, write: Callable[[Path, bytes], object] = quickly) -> LogFolder:
    return LogFolder(home / "log", write)


def opened_log(home: Path, write: Callable[[Path, bytes], object] = quickly) -> Log:
    signer = signer_of(home / "log.key", folder_of(home), ORIGIN)
    return Log(folder_of(home, write), signer)


class PowerLostError(Exception):
    """The machine stopped."""


class FailingDisk:
    """Takes so many bytes, then stops in the middle of a file; a finished file counts one more."""

    def __init__(self, capacity: int) -> None:
        self.left = capacity

    def __call__(self, path: Path, content: bytes) -> None:
        if self.left <= len(content):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.with_name(path.name + ".part").write_bytes(content[: self.left])
            raise PowerLostError
        self.left -= len(content) + 1
        quickly(path, content)
