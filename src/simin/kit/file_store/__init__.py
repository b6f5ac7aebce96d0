"""Files that people hand in, kept by the hash of what they hold, behind a port.

A domain asks for its own store (``store_of("field")``): the same bytes handed in to two domains are
two files, so that what one forgets the other still has. Within a domain the same bytes are one
file, and the domain alone knows who still refers to it before it deletes. A name is a hash and
nothing else: what a file is called outside never reaches a path. A store says nothing about what
bytes are; whoever serves them says the type that was found when they were checked.
"""

from collections.abc import Callable

from django.conf import settings

from simin.kit.file_store.folder import FolderStore
from simin.kit.file_store.port import FileStore, Stored, UnknownFileError
from simin.kit.file_store.remembered import RememberedStore

__all__ = [
    "FileStore",
    "FolderStore",
    "RememberedStore",
    "Stored",
    "UnknownFileError",
    "store_of",
    "wire",
]

type Stores = Callable[[str], FileStore]


def _in_the_data_folder(owner: str) -> FileStore:
    return FolderStore(settings.SIMIN_FILES / owner)


class _Wired:
    """Where this process keeps files."""

    stores: Stores = staticmethod(_in_the_data_folder)


def store_of(owner: str) -> FileStore:
    """The store of a domain, by the domain's name."""
    return _Wired.stores(owner)


def wire(stores: Stores | None) -> None:
    """Keep files elsewhere (a store of objects, a test's memory); None: in the data folder."""
    _Wired.stores = staticmethod(stores or _in_the_data_folder)
