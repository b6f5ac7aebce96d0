"""One row of a source, before it means anything."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import msgspec

#: A raw row in quarantine is cut off here.
RAW_LIMIT = 20_000


@dataclass(frozen=True, slots=True)
class Row:
    """The fields that the mapping points at, and the row as it came."""

    #: ``row 17`` or a pointer.
    where: str
    fields: Mapping[str, Any]
    #: As it came, for quarantine; the fields where None.
    source: Any = None
    #: Flags of the source against single fields: ``{"pm10Value": ("offline",)}``.
    flags: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    #: What the mapping calls fields of ``source`` that came under another name.
    renamed: Mapping[str, str] = field(default_factory=dict)
    #: Why it is no row at all: too many cells, not an object.
    wrong: str | None = None

    def raw(self) -> str:
        came = self.fields if self.source is None else self.source
        text = came if isinstance(came, str) else _json(came)
        return text[:RAW_LIMIT]


def _json(came: Any) -> str:
    return msgspec.json.encode(came, enc_hook=str).decode()
