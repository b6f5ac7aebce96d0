"""Words of a pack: one text in each language of the city."""

from typing import Annotated

import msgspec

#: Language code to text; the reader refuses words that lack a language of the city.
Words = Annotated[dict[str, str], msgspec.Meta(min_length=1)]


class Entry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Root of all tables of a pack: frozen, by keyword, and without unknown keys."""
