"""``field.toml``: how long a link into the field is good, and how long what came by it is kept."""

from typing import Annotated

import msgspec
from msgspec import Meta

from simin.domains.field.rules import FieldRules
from simin.ingest.pack.toml_file import TomlFile
from simin.ingest.pack.words import Entry
from simin.kit.errors import RejectedError

type Count = Annotated[int, Meta(ge=1, le=36500)]
_USUAL = FieldRules()


class FieldSettings(Entry, frozen=True, kw_only=True):
    """As ``simin.domains.field.rules.FieldRules``."""

    invitation_hours: Count = _USUAL.invitation_hours
    longest_invitation_hours: Count = _USUAL.longest_invitation_hours
    positions_days: Count = _USUAL.positions_days
    recordings_days: Count = _USUAL.recordings_days
    photos_days: Count = _USUAL.photos_days

    def rules(self) -> FieldRules:
        return FieldRules(**msgspec.to_builtins(self))


def read_field(file: TomlFile) -> FieldRules:
    """The usual ones, for a city without the file."""
    settings = file.whole(FieldSettings) if file.parsed else None
    if settings is None:
        return _USUAL
    try:
        settings.rules().check()
    except RejectedError as error:
        file.add(None, 0, error.field, error.reason)
    return settings.rules()
