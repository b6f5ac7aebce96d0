"""What persons decided about who sees what, as the rule that decides is handed it. Pure."""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType

import msgspec

from simin.domains.picture.card import WithholdingReason, Words


class Decision(StrEnum):
    """What a person may decide."""

    #: From now on everyone sees it; what was committed before stays closed.
    RELEASE = "release"
    WITHHOLD = "withhold"
    #: Withheld until a time, at which it opens by itself.
    EMBARGO = "embargo"
    #: Everyone sees it, and what was withheld before is published with its salts.
    DECLASSIFY = "declassify"


OPENING = frozenset({Decision.RELEASE, Decision.DECLASSIFY})


class Decided(msgspec.Struct, frozen=True, kw_only=True):
    """A decision of a person that is in force."""

    card: str
    field: str
    decision: Decision
    at: datetime
    reason: WithholdingReason | None = None
    office: Words | None = None
    review_on: date | None = None
    until: datetime | None = None

    @property
    def opens(self) -> bool:
        return self.decision in OPENING

    def holds(self, now: datetime) -> bool:
        """An embargo that is over is no decision any more."""
        return self.decision is not Decision.EMBARGO or bool(self.until and now < self.until)


#: By card and field.
type Decisions = Mapping[tuple[str, str], Decided]
NONE: Decisions = MappingProxyType({})
