"""What a store of files can do, whatever it stands on. Pure but for the streams it is given."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import BinaryIO, Protocol

from simin.kit.errors import NotFoundError, RejectedError

#: Bytes of one file, where nobody says another limit.
LARGEST = 64 * 1024 * 1024
CHUNK = 1024 * 1024
_NAME = re.compile(r"[0-9a-f]{64}")


class UnknownFileError(NotFoundError):
    """No file has this name."""


@dataclass(frozen=True)
class Stored:
    """A file that is kept."""

    #: SHA-256 of its bytes, hex.
    name: str
    size: int


class FileStore(Protocol):
    """Bytes by the hash of them; the same bytes twice are kept once."""

    def put(self, content: bytes | BinaryIO, *, most: int = LARGEST) -> Stored:
        """Keep it, durably. Raises ``RejectedError`` for what is empty or has over ``most`` bytes.

        Nothing is kept of what is refused, or of a stream that breaks.
        """

    def open(self, name: str) -> BinaryIO:
        """To read; whoever opens closes. Raises ``UnknownFileError``."""

    def exists(self, name: str) -> bool:
        """Whether it is kept."""

    def delete(self, name: str) -> bool:
        """Forget it; false where there was nothing."""

    def names(self, *, before: datetime) -> Iterator[str]:
        """What was put in for the last time before then (real time)."""


def checked_name(name: str) -> str:
    """``name`` if it can be one; raises ``UnknownFileError``, also for a path in disguise."""
    if _NAME.fullmatch(name) is None:
        raise UnknownFileError("no file has this name")
    return name


def chunks(content: bytes | BinaryIO, most: int) -> Iterator[bytes]:
    """The bytes in pieces; raises ``RejectedError`` as soon as there are too many, or none."""
    stream = BytesIO(content) if isinstance(content, bytes) else content
    size = 0
    while piece := stream.read(CHUNK):
        size += len(piece)
        if size > most:
            raise RejectedError("file", f"has more than {most} bytes")
        yield piece
    if not size:
        raise RejectedError("file", "is empty")


def name_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
