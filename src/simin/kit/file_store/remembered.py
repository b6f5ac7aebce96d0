"""Files in memory, gone with the process: for tests, and for nothing that is to last."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from typing import BinaryIO

from simin.kit.clock import SystemClock
from simin.kit.file_store.port import (
    LARGEST,
    Stored,
    UnknownFileError,
    checked_name,
    chunks,
    name_of,
)


@dataclass
class RememberedStore:
    """A ``FileStore``."""

    files: dict[str, bytes] = field(default_factory=dict)
    put_at: dict[str, datetime] = field(default_factory=dict)

    def put(self, content: bytes | BinaryIO, *, most: int = LARGEST) -> Stored:
        whole = b"".join(chunks(content, most))
        self.files[name_of(whole)] = whole
        self.put_at[name_of(whole)] = SystemClock().now()
        return Stored(name_of(whole), len(whole))

    def open(self, name: str) -> BinaryIO:
        if checked_name(name) not in self.files:
            raise UnknownFileError("no file has this name")
        return BytesIO(self.files[name])

    def exists(self, name: str) -> bool:
        return checked_name(name) in self.files

    def delete(self, name: str) -> bool:
        return self.files.pop(checked_name(name), None) is not None

    def names(self, *, before: datetime) -> Iterator[str]:
        yield from [name for name in self.files if self.put_at[name] < before]
