"""Files of evidence in the store: kept before the row that names them, so no row lacks its file.

A row that does not come about leaves a file that nobody names, and the same bytes again are the
same file. Pictures of the time before they were drawn anew are kept as they came, for their hash
stands in the chain; they are drawn anew each time they are shown.
"""

import hashlib

from simin.domains.directives.attachment import LARGEST, Attachment, EvidenceKind
from simin.domains.directives.models import Evidence
from simin.kit.file_store import FileStore, UnknownFileError, store_of
from simin.kit.pictures import picture


def store() -> FileStore:
    return store_of("directives")


def keep(given: Attachment) -> tuple[str, str]:
    """Names of the file and of its small picture, if it has one."""
    small = store().put(given.thumbnail).name if given.thumbnail else ""
    return store().put(given.content, most=2 * LARGEST).name, small


def shown(piece: Evidence, *, small: bool = False) -> bytes:
    """The bytes as they may be handed out. Raises ``UnknownFileError``, also for a number."""
    if piece.kind == EvidenceKind.PHOTO and not piece.thumbnail:
        drawn = picture(_read(piece.sha256))
        return drawn.thumbnail if small else drawn.content
    return _read(piece.thumbnail if small and piece.thumbnail else piece.sha256)


def hash_of(piece: Evidence) -> str:
    """Of the bytes that are there now; empty for a number, and for a file that is gone."""
    if not piece.sha256:
        return ""
    try:
        return hashlib.sha256(_read(piece.sha256)).hexdigest()
    except UnknownFileError:
        return ""


def _read(name: str) -> bytes:
    with store().open(name) as file:
        return file.read()
