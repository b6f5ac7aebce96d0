"""What may be handed in as evidence, told by its bytes and never by its name. Pure."""

import hashlib
import re
from dataclasses import dataclass
from enum import StrEnum

from simin.kit.errors import RejectedError

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

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


#: First bytes, media type, kind.
_KNOWN = (
    (re.compile(rb"\xff\xd8\xff"), "image/jpeg", EvidenceKind.PHOTO),
    (re.compile(rb"\x89PNG\r\n\x1a\n"), "image/png", EvidenceKind.PHOTO),
    (re.compile(rb"RIFF....WEBP", re.DOTALL), "image/webp", EvidenceKind.PHOTO),
    (re.compile(rb"%PDF-"), "application/pdf", EvidenceKind.DOCUMENT),
)


def attachment(name: str, content: bytes) -> Attachment:
    """Raises ``RejectedError`` for what is empty, too large or of another type."""
    if not content:
        raise RejectedError("file", "the file is empty")
    if len(content) > LARGEST:
        raise RejectedError("file", f"larger than {LARGEST // 1024 // 1024} MB")
    for first, media_type, kind in _KNOWN:
        if first.match(content):
            return Attachment(kind, _safe(name), media_type, content)
    raise RejectedError("file", "give a JPEG, PNG or WebP picture, or a PDF")


def is_met(asked: EvidenceKind, given: set[EvidenceKind]) -> bool:
    """Whether what was asked for is among what was given."""
    return bool(given) if asked is EvidenceKind.ANY else asked in given


def _safe(name: str) -> str:
    """The last part of a path, without control characters."""
    last = re.split(r"[/\\]", name)[-1]
    return re.sub(r"[\x00-\x1f\x7f\"]", "", last).strip()[:LONGEST_NAME] or "evidence"
