"""A file that is whole or not there: written aside, made durable, then renamed into place.

A reader never sees half of it, and a machine that loses power between any two steps keeps either
the whole file or none, and at most a stray ``.part`` that ``sweep`` removes. Nothing here ever
changes a file that stands already.
"""

import contextlib
import os
import tempfile
from collections.abc import Callable, Collection, Iterator
from pathlib import Path

#: Ends the name of a file that is being written.
PART = ".part"


def write(
    target: Path, fill: Callable[[Path], object], *, mode: int = 0o600, folder: int = 0o700
) -> int:
    """Have ``fill`` write a file aside and put it at ``target`` durably; its size in bytes.

    ``fill`` gets the path to write. What stood at ``target`` is replaced, whole by whole. What
    ``fill`` returns, if it is a path in the same folder, takes the place of ``target``: so a file
    can be named by its content. ``folder`` is the mode of the folder where there is none yet.
    """
    target.parent.mkdir(parents=True, exist_ok=True, mode=folder)
    descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=PART)
    os.close(descriptor)
    aside = Path(name)
    try:
        named = fill(aside)
        aside.chmod(mode)
        with aside.open("rb") as file:
            os.fsync(file.fileno())
            size = os.fstat(file.fileno()).st_size
        aside.replace(named if isinstance(named, Path) else target)
    except BaseException:
        aside.unlink(missing_ok=True)
        raise
    sync_folder(target.parent)
    return size


def sync_folder(folder: Path) -> None:
    """Make the names in ``folder`` durable."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sweep(folder: Path, *, known: Collection[str], suffix: str, before: float) -> Iterator[str]:
    """Remove what nobody knows: parts, and files with ``suffix`` that are not ``known``.

    Only what was last changed before ``before`` (seconds since 1970): a younger one may be about to
    be told of. Yields the names of what it removed.
    """
    for path in sorted(folder.glob("*")) if folder.is_dir() else []:
        stray = path.name.endswith(PART) or (path.name.endswith(suffix) and path.name not in known)
        with contextlib.suppress(FileNotFoundError):
            if stray and path.is_file() and path.stat().st_mtime < before:
                path.unlink()
                yield path.name
