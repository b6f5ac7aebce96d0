"""What the log commits itself to: its origin, its size, its root (C2SP tlog-checkpoint). Pure.

No time is in it: a clock that is set back changes nothing here.
"""

import base64
import binascii
import re
from collections.abc import Iterable
from dataclasses import dataclass

from simin.domains.transparency.errors import NoteRefusedError
from simin.domains.transparency.note import Note, Verifier, read_note

_SIZE = re.compile(r"0|[1-9][0-9]{0,18}")


@dataclass(frozen=True)
class Checkpoint:
    """A size and the root over so many leaves."""

    origin: str
    size: int
    root: bytes

    @property
    def text(self) -> str:
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"

    @property
    def short_root(self) -> str:
        """What two people compare by eye: sixteen hex digits in fours."""
        return " ".join(self.root.hex()[at : at + 4] for at in range(0, 16, 4))


def read_checkpoint(text: str) -> Checkpoint:
    """The first three lines; further lines are allowed and say nothing to us."""
    lines = text.split("\n")
    if len(lines) < 4 or not lines[0]:
        raise NoteRefusedError("checkpoint", "is not an origin, a size and a root")
    if not _SIZE.fullmatch(lines[1]):
        raise NoteRefusedError("checkpoint", f"its size is no number: {lines[1][:20]!r}")
    try:
        root = base64.b64decode(lines[2], validate=True)
    except (binascii.Error, ValueError) as error:
        raise NoteRefusedError("checkpoint", "its root is no base64") from error
    if len(root) != 32:
        raise NoteRefusedError("checkpoint", f"its root has {len(root)} bytes, not 32")
    return Checkpoint(lines[0], int(lines[1]), root)


def opened(encoded: bytes, keys: Iterable[Verifier]) -> tuple[Checkpoint, Note, Verifier]:
    """A checkpoint that one of ``keys`` signed under its own name; else ``NoteRefusedError``."""
    note = read_note(encoded)
    checkpoint = read_checkpoint(note.text)
    for key in keys:
        if key.name == checkpoint.origin and note.signed_by(key):
            return checkpoint, note, key
    raise NoteRefusedError("checkpoint", f"is not signed by a known key of {checkpoint.origin}")
