"""Where a picture that was made harmless becomes two files: the photo and its small one.

Bytes as somebody handed them in are never kept: only a ``Picture``, which was drawn anew, comes in.
"""

from dataclasses import dataclass

from simin.kit.file_store import FileStore
from simin.kit.pictures import MEDIA_TYPE, Picture


@dataclass(frozen=True, kw_only=True)
class KeptPhoto:
    """A photo in a file store, by the names of its files there."""

    sha256: str
    thumbnail: str
    size: int
    width: int
    height: int
    media_type: str = MEDIA_TYPE


def keep_photo(store: FileStore, made: Picture) -> KeptPhoto:
    """The same picture again is the same two files, which are put back if they were forgotten."""
    whole, small = store.put(made.content), store.put(made.thumbnail)
    return KeptPhoto(
        sha256=whole.name,
        thumbnail=small.name,
        size=whole.size,
        width=made.width,
        height=made.height,
    )
