"""A card is one thing that the city shows, with how far it can be trusted and who sees it.

The body is plain JSON and differs by kind (``docs/reference/cards.md``); the rest is the same for
every card. No card exists without a trust mark (invariant 5).
"""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

import msgspec

#: Language code to words; see ``simin.kit.text``. A plain dict here, since msgspec decodes it.
Words = dict[str, str]


class Section(StrEnum):
    """Where in the picture a card belongs."""

    GLANCE = "glance"
    NOW = "now"
    ADMINISTRATION = "administration"
    NEWS = "news"


class Origin(StrEnum):
    """How the fact came to be; anything but measured is marked wherever it appears."""

    #: Came from the world while this picture was live.
    MEASURED = "measured"
    #: A real recording, shown again; ``recorded_at`` has the original time.
    REPLAYED = "replayed"
    #: Made by a seeded generator.
    SYNTHETIC = "synthetic"


class Freshness(StrEnum):
    """Age against the source's budget: within, up to twice, beyond; or the source is known dead."""

    LIVE = "live"
    LATE = "late"
    STALE = "stale"
    SOURCE_DOWN = "source-down"


#: A card says no more badges than this; its page lists all findings.
MOST_BADGES = 4


class Badge(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A finding that stands against what the card shows, as short as a badge."""

    #: Id of the detector: ``frozen``; the web has the words.
    detector: str
    #: ``notice``, ``doubtful`` or ``wrong``.
    severity: str
    #: City time since which it holds; of several the earliest.
    since: datetime
    #: How many of the card's parts it speaks against.
    count: int = 1


class Trust(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How far the card's number can be trusted."""

    #: Source id, as in the city pack.
    source: str
    source_name: Words
    origin: Origin
    freshness: Freshness
    #: City time that the value describes.
    phenomenon_time: datetime
    #: City time at which it arrived here.
    received_at: datetime
    #: Original time of a replayed value (for a mixture: of the newest part).
    recorded_at: datetime | None = None
    #: The run of the source that brought it.
    run: str | None = None
    #: Parts present and parts expected (25 of 25 districts).
    parts: tuple[int, int] | None = None
    #: Seconds after which the value counts as late.
    budget: int | None = None
    #: Flags of the source that speak against the value, as the source words them.
    quality: tuple[str, ...] = ()
    #: City time since which the source is known to fail.
    down_since: datetime | None = None
    #: What speaks against the value, the heaviest first; at most ``MOST_BADGES``.
    badges: tuple[Badge, ...] = ()


class Visibility(StrEnum):
    PUBLIC = "public"
    WITHHELD = "withheld"


class WithholdingReason(StrEnum):
    """The whole list; there is no other."""

    PRIVACY = "privacy"
    INVESTIGATION = "investigation"
    SECURITY = "security"
    THIRD_PARTY = "third_party"
    DRAFT = "draft"


class Release(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Who sees the card and, where not everyone does, why, who said so and until when."""

    visibility: Visibility = Visibility.PUBLIC
    reason: WithholdingReason | None = None
    office: Words | None = None
    since: datetime | None = None
    review_on: date | None = None
    #: City time at which it becomes public by itself: an embargo, or a delay.
    until: datetime | None = None


class Mask(StrEnum):
    """What is done to a field that not everyone sees. Those above the line can be opened again."""

    #: Left out, with a commitment in its place.
    WITHHOLD = "withhold"
    #: A point becomes the middle of its cell, with a commitment to the point.
    CELL = "cell"
    #: A count under the published minimum is left out, with a commitment to it.
    SMALL = "small"
    # ---
    #: Telephone numbers, numbers of persons and mail addresses are struck from its words.
    NUMBERS = "numbers"
    #: In no picture at all, not even in the office's.
    NEVER = "never"


class WithheldField(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A field of an open card that the public does not see, or sees only coarsely."""

    #: Dotted path, ``*`` for every part of a list: ``body.timeline.*.text``.
    field: str
    mask: Mask
    reason: WithholdingReason
    #: Metres of the cell, or the smallest count that is told.
    limit: float | None = None
    office: Words | None = None
    since: datetime | None = None
    review_on: date | None = None
    until: datetime | None = None
    #: Hex; only in the office's view.
    salt: str | None = None
    #: Hex; only in the public view.
    commitment: str | None = None

    @property
    def release(self) -> Release:
        """As of a whole card."""
        return Release(
            visibility=Visibility.WITHHELD,
            reason=self.reason,
            office=self.office,
            since=self.since,
            review_on=self.review_on,
            until=self.until,
        )


class Place(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Where the card's thing is; ``longitude`` and ``latitude`` in WGS 84 degrees."""

    district: str | None = None
    label: Words | None = None
    longitude: float | None = None
    latitude: float | None = None


class Card(
    msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="form", tag="open"
):
    """One thing that the city shows."""

    #: Stable, ``domain/name``: ``air/pm25``, ``incident/2022-000123``.
    id: str
    #: What the body is: ``indicator``, ``incident``, ``stage`` …; unknown to this domain.
    kind: str
    section: Section
    title: Words
    body: dict[str, Any]
    trust: Trust
    #: Order inside the section, smallest first.
    rank: int = 0
    #: The glance-map domain it belongs to (``air``, ``safety`` …), if any.
    domain: str | None = None
    place: Place | None = None
    release: Release = Release()
    #: What of it the public does not see although the card is open.
    fields: tuple[WithheldField, ...] = ()
    #: Hex; only on a withheld card, only in the office's view: opens the commitment.
    salt: str | None = None


class WithheldCard(
    msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="form", tag="withheld"
):
    """What the public sees of a withheld card: that it is there, why, and a promise of its content.

    ``commitment`` is ``commitment(card, salt)`` of ``release.py``, hex.
    """

    id: str
    kind: str
    section: Section
    release: Release
    commitment: str
    rank: int = 0
    domain: str | None = None
    #: District only, never the point.
    place: Place | None = None
