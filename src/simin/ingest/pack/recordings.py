"""``recordings/NAME.toml``: what a recording holds, whose it is, how it meets the window."""

from typing import Annotated, Literal

from msgspec import Meta

from simin.ingest.pack.city import Slug
from simin.ingest.pack.words import Entry, Words


class Recording(Entry, frozen=True, kw_only=True):
    """A file of measured facts in the pack's own compact format."""

    id: Slug
    #: ``snapshot``: a series of single moments, played when they were, once a loop.
    kind: Literal["series", "snapshot", "incidents", "notices"]
    #: Of ``observed.toml``.
    source: str
    #: Gzipped CSV beside the TOML.
    file: str
    #: Name of the data set at its origin.
    original: str
    licence: str
    attribution: Words
    #: Added to the recorded date to meet the demo window; whole weeks.
    shift_days: int
    #: Of the uncompressed file.
    sha256: Annotated[str, Meta(pattern=r"^[0-9a-f]{64}$")]
    #: Seconds for which a value of a series stands.
    period: Annotated[int, Meta(ge=0)] = 3600
    #: Known defects, shown in the lineage.
    quality: dict[str, Words] = {}
