"""Files in a folder, two levels deep by the first letters of their names.

A file is written aside while its hash is taken and is then moved whole into place, so nobody ever
reads half of it. It can be read by the owner of the folder alone and is never executable.
"""

import contextlib
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from simin.kit import whole_file
from simin.kit.file_store.port import LARGEST, Stored, UnknownFileError, checked_name, chunks
from simin.kit.whole_file import PART

#: Where files are written before their hash is known.
_ARRIVING = "arriving"


@dataclass(frozen=True)
class FolderStore:
    """A ``FileStore``."""

    folder: Path

    def put(self, content: bytes | BinaryIO, *, most: int = LARGEST) -> Stored:
        taken = hashlib.sha256()

        def fill(aside: Path) -> Path:
            with aside.open("wb") as file:
                for piece in chunks(content, most):
                    taken.update(piece)
                    file.write(piece)
            return self._made(taken.hexdigest())

        size = whole_file.write(self.folder / _ARRIVING / "file", fill)
        path = self._path(taken.hexdigest())
        for folder in (path.parent, path.parent.parent, self.folder):
            whole_file.sync_folder(folder)
        return Stored(path.name, size)

    def open(self, name: str) -> BinaryIO:
        try:
            return self._path(name).open("rb")
        except FileNotFoundError as error:
            raise UnknownFileError("no file has this name") from error

    def exists(self, name: str) -> bool:
        return self._path(name).is_file()

    def delete(self, name: str) -> bool:
        try:
            self._path(name).unlink()
        except FileNotFoundError:
            return False
        return True

    def names(self, *, before: datetime) -> Iterator[str]:
        """What a killed process left half written goes on the way: nobody ever asks for it."""
        moment = before.timestamp()
        for _ in whole_file.sweep(self.folder / _ARRIVING, known=(), suffix=PART, before=moment):
            pass
        for path in self.folder.glob("??/??/*"):
            with contextlib.suppress(FileNotFoundError):
                if path.stat().st_mtime < moment:
                    yield path.name

    def _path(self, name: str) -> Path:
        name = checked_name(name)
        return self.folder / name[:2] / name[2:4] / name

    def _made(self, name: str) -> Path:
        """The file's path, in a folder that is there."""
        path = self._path(name)
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        return path
