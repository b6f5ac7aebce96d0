"""A data set as it is declared: by the city pack, or by the mapping of a feed. Pure."""

import re

import msgspec

from simin.domains.catalogue.schema import Schema
from simin.kit.errors import RejectedError

#: Ids are names of folders.
_ID = re.compile(r"[a-z0-9][a-z0-9_.-]{0,99}")


class NewDataset(msgspec.Struct, frozen=True, kw_only=True):
    """Words are by language."""

    id: str
    title: dict[str, str]
    description: dict[str, str] = {}
    licence: str
    attribution: dict[str, str] = {}
    owner: str
    theme: str = ""
    source: str = ""
    #: Whose rows it holds; empty: the pack's own.
    feed: str = ""
    derived: bool = False
    schema: Schema

    def check(self) -> None:
        """Raises ``RejectedError`` naming the field."""
        if not _ID.fullmatch(self.id):
            raise RejectedError("id", "small letters, digits, '-', '_' and '.', at most 100")
        for key, reason in self.schema.faults():
            raise RejectedError(key, reason)
