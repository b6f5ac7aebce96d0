"""Files that were made for somebody are kept a while: the next one, and whoever's line broke, gets
them from the disk.

A file is whole or not there. What is written while it is sent is kept once it was sent to its end;
one whose reader went away is not. The worker removes what nobody has asked for lately; who makes
files looks now and then whether there is too much, so that many at once fill no disk.
"""

import contextlib
import fcntl
import os
import shutil
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from simin.domains.catalogue import queries
from simin.kit import whole_file
from simin.kit.growing_file import GrowingFile

#: Bytes that are kept in all, and seconds since a file was last asked for.
MOST_BYTES, LONGEST = 4 * 2**30, 7 * 86_400.0
#: Bytes of the disk that stay the city's, whatever is asked for.
LEFT = 2 * 2**30
#: Seconds after which a file that is not whole is nobody's.
ABANDONED = 3600.0
#: Seconds between two looks of whoever makes files.
LOOK = 10.0


class Room:
    """Makes room for files that are about to be made."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._looked_at = -LOOK

    def make(self) -> None:
        with self._lock:
            if time.monotonic() - self._looked_at < LOOK:
                return
            self._looked_at = time.monotonic()
        sweep()


_room = Room()


def folder() -> Path:
    """Below that of the catalogue, which the engine may write; no data set has a name like this."""
    return queries.files_root() / ".exports"


def kept(name: str) -> Path | None:
    """The whole file, if it is there; asking keeps it longer."""
    path = folder() / name
    try:
        os.utime(path)
    except FileNotFoundError:
        return None
    return path


def made(name: str, fill: Callable[[Path], object]) -> Path:
    """The file, which ``fill`` writes where it is not there, once for all who ask meanwhile."""
    path = kept(name)
    if path is not None:
        return path
    _room.make()
    with _alone(name):
        path = kept(name)
        if path is None:
            path = folder() / name
            whole_file.write(path, fill)
        return path


@contextlib.contextmanager
def _alone(name: str) -> Iterator[None]:
    """One maker of a file at a time, over all processes of this machine."""
    path = folder() / f".{name}.lock"
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        try:
            yield
        finally:
            path.unlink(missing_ok=True)


def written(parts: Iterable[bytes]) -> Callable[[Path], object]:
    """A ``fill`` that writes ``parts``."""

    def fill(aside: Path) -> None:
        with aside.open("wb") as file:
            file.writelines(parts)

    return fill


def told_on(name: str, parts: Iterable[bytes]) -> Iterator[bytes]:
    """``parts`` as they come, and beside it into the file; a full disk does not end the answer."""
    try:
        descriptor, aside = _aside(name)
    except OSError:
        yield from parts
        return
    with contextlib.ExitStack() as at_end:
        at_end.callback(aside.unlink, missing_ok=True)
        file = at_end.enter_context(os.fdopen(descriptor, "wb"))
        whole = True
        for part in parts:
            whole = whole and _wrote(file.write, part)
            yield part
        if whole and _wrote(lambda _: file.flush(), b""):
            _keep(aside, name)


#: Files that are being written while they are read, by name.
_growing: dict[str, GrowingFile] = {}
_guard = threading.Lock()


def grown(name: str, fill: Callable[[Path], object]) -> Iterator[bytes]:
    """What ``fill`` writes from front to end, while it does; who asks meanwhile reads along."""
    with _guard:
        growing, first = _growing.get(name), name not in _growing
        if growing is None:
            growing = _begun(name, fill)
        file = growing.path.open("rb")
        _growing[name] = growing
    try:
        with file:
            yield from growing.told(file)
    finally:
        if first:
            _settle(name, growing)


def _begun(name: str, fill: Callable[[Path], object]) -> GrowingFile:
    descriptor, aside = _aside(name)
    os.close(descriptor)
    return GrowingFile(aside, fill)


def _settle(name: str, growing: GrowingFile) -> None:
    """It is kept where it was written to its end, also where who asked first went away."""
    whole = growing.settled()
    with _guard:
        del _growing[name]
        if whole:
            _keep(growing.path, name)
        else:
            growing.path.unlink(missing_ok=True)


def _keep(aside: Path, name: str) -> None:
    """What is gone meanwhile was sent all the same."""
    with contextlib.suppress(FileNotFoundError):
        aside.replace(folder() / name)


def _aside(name: str) -> tuple[int, Path]:
    _room.make()
    here = folder()
    here.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor, aside = tempfile.mkstemp(dir=here, prefix=f".{name}.", suffix=whole_file.PART)
    return descriptor, Path(aside)


def _wrote(write: Callable[[bytes], object], part: bytes) -> bool:
    try:
        write(part)
    except OSError:
        return False
    return True


def sweep(*, now: float | None = None, free: int | None = None) -> int:
    """Remove what was not asked for lately, and the oldest of what is too much; how many.

    ``free``: bytes of the disk, as it says by itself where nobody else does.
    """
    at = time.time() if now is None else now
    found = sorted(_ages(at), reverse=True)
    most = _most(sum(size for _, size, _ in found), free)
    total = gone = 0
    for asked, size, path in found:
        total += size
        if at - asked > LONGEST or total > most:
            path.unlink(missing_ok=True)
            gone += 1
    return gone


def _most(kept_bytes: int, free: int | None) -> int:
    if not kept_bytes:
        return MOST_BYTES
    spare = shutil.disk_usage(folder()).free if free is None else free
    return min(MOST_BYTES, max(0, spare + kept_bytes - LEFT))


def _ages(at: float) -> Iterator[tuple[float, int, Path]]:
    """Of what is whole, and of what nobody can be writing any more."""
    for path in folder().glob("*") if folder().is_dir() else []:
        with contextlib.suppress(FileNotFoundError):
            seen = path.stat()
            if not path.name.startswith(".") or at - seen.st_mtime > ABANDONED:
                yield seen.st_mtime, seen.st_size, path
