"""What may be handed in as evidence, told by its bytes and never by its name. Pure.

A photo is drawn anew before anybody keeps it: where it was taken, and whatever else a telephone
wrote into it, is not in what is kept.
"""

import hashlib
import re
from dataclasses import dataclass
from enum import StrEnum

from simin.kit.errors import RejectedError
from simin.kit.pictures import MEDIA_TYPE, picture

#: Of one file.
LARGEST = 8 * 1024 * 1024
#: Pieces of evidence of one directive.
MOST = 30
LONGEST_NAME = 120


class EvidenceKind(StrEnum):
    #: What was asked for: any of the others.
    ANY = "any"
    PHOTO = "photo"
    DOCUMENT = "document"
    NUMBER = "number"


@dataclass(frozen=True)
class Attachment:
    """A file that was taken as evidence."""

    kind: EvidenceKind
    name: str
    media_type: str
    content: bytes
    #: Of a photo: the same, small.
    thumbnail: bytes = b""

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


_DOCUMENT = b"%PDF-"
#: First bytes of pictures.
_PICTURES = (
    re.compile(rb"\xff\xd8\xff"),
    re.compile(rb"\x89PNG\r\n\x1a\n"),
    re.compile(rb"RIFF....WEBP", re.DOTALL),
)


def attachment(name: str, content: bytes) -> Attachment:
    """Raises ``RejectedError`` for what is empty, too large, of another type or broken."""
    if not content:
        raise RejectedError("file", "the file is empty")
    if len(content) > LARGEST:
        raise RejectedError("file", f"larger than {LARGEST // 1024 // 1024} MB")
    if content.startswith(_DOCUMENT):
        return Attachment(EvidenceKind.DOCUMENT, _safe(name), "application/pdf", content)
    if not any(first.match(content) for first in _PICTURES):
        raise RejectedError("file", "give a JPEG, PNG or WebP picture, or a PDF")
    drawn = picture(content, field="file")
    return Attachment(EvidenceKind.PHOTO, _safe(name), MEDIA_TYPE, drawn.content, drawn.thumbnail)


def is_met(asked: EvidenceKind, given: set[EvidenceKind]) -> bool:
    """Whether what was asked for is among what was given."""
    return bool(given) if asked is EvidenceKind.ANY else asked in given


def _safe(name: str) -> str:
    """The last part of a path, without control characters."""
    last = re.split(r"[/\\]", name)[-1]
    return re.sub(r"[\x00-\x1f\x7f\"]", "", last).strip()[:LONGEST_NAME] or "evidence"
