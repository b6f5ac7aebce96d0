"""A finding: something that speaks against what a source tells, as a detector states it. Pure.

Findings are what the badges of a trust mark are made of. Each says what was seen (``evidence``:
plain JSON, numbers and names, never words of a language) and how heavily it weighs; it never
changes a value.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any


class Severity(StrEnum):
    """How heavily a finding weighs, lightest first."""

    #: Worth knowing; the number stands.
    NOTICE = "notice"
    #: The number may be wrong; it is shown with its badge and counts on.
    DOUBTFUL = "doubtful"
    #: The number is wrong; it is treated like one that its source has flagged.
    WRONG = "wrong"

    @property
    def weight(self) -> int:
        return list(Severity).index(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a detector found."""

    #: Id of the detector: ``frozen``, ``swapped-coordinates``, ``renamed-column``.
    detector: str
    #: What it is about: the slug of a datastream, a column, a district; empty: the feed as a whole.
    subject: str = ""
    #: Family of the datastreams that it speaks against; empty: all of the source.
    family: str = ""
    severity: Severity
    evidence: Mapping[str, Any] = field(default_factory=dict)
    #: City time since which it holds; None: since it was found.
    since: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A finding as it is kept. Times are city time."""

    id: int
    source: str
    feed: str
    detector: str
    subject: str
    family: str
    severity: Severity
    evidence: Mapping[str, Any]
    #: The run that last showed it.
    run: str | None
    since: datetime
    last_at: datetime
    #: None: it stands.
    ended_at: datetime | None

    def concerns(self, *, source: str, family: str) -> bool:
        """Whether it speaks against datastreams of ``family`` from ``source``."""
        return self.source == source and self.family in ("", family)

    def discredits(self, *, source: str, family: str, slug: str) -> bool:
        """Whether the newest value of that datastream may not be used.

        A finding about one datastream costs that one; any other all of its family, or of its
        source where it names no family.
        """
        if self.severity is not Severity.WRONG or not self.concerns(source=source, family=family):
            return False
        about_one = bool(self.family) and self.subject.startswith(f"{self.family}/")
        return self.subject == slug or not about_one
