"""A line of the city's policy of release, the policy, and the thing that it is asked about. Pure.

Only what is said; what follows from it is decided in ``policy.py`` and nowhere else.
"""

from dataclasses import dataclass
from datetime import date, datetime

import msgspec

from simin.domains.picture.card import Mask, WithholdingReason, Words

DATASET = "dataset"


class Rule(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A line of the policy."""

    id: str
    #: ``incident``, ``indicator``, ``project``, ``alert`` or ``dataset``.
    kind: str
    #: Which of the kind: kinds of incident, ids of the rest; empty: all.
    names: tuple[str, ...] = ()
    #: Path of a field, or a column; empty: the whole.
    field: str = ""
    mask: Mask = Mask.WITHHOLD
    reason: WithholdingReason
    office: Words | None = None
    review_after_days: int = 90
    #: When the city last found that it should stay.
    reviewed_on: date | None = None
    #: Since when the city has it; written where it is taken over.
    since: date | None = None
    #: Minutes after the event for which it holds; None: always.
    delay_minutes: int | None = None
    #: Who sees it all the same; only of data sets, since the picture has two views.
    roles: tuple[str, ...] = ()

    def is_of(self, kind: str, name: str) -> bool:
        return self.kind == kind and (not self.names or name in self.names)


class Policy(msgspec.Struct, frozen=True, kw_only=True):
    """What the city's pack says; the plain ``Policy()`` withholds nothing."""

    rules: tuple[Rule, ...] = ()
    #: Counts below are not told of data that say so.
    smallest_count: int = 5
    #: Width of the cell in which a home is told.
    cell_metres: float = 100.0
    #: What was withheld can be opened for so long.
    openable_days: int = 3650


@dataclass(frozen=True, kw_only=True)
class Thing:
    """What is asked about."""

    #: Id of its card; ``dataset/NAME`` for a data set.
    card: str
    kind: str
    #: What rules call it: the kind of an incident, the id of anything else.
    name: str
    #: City time of its event, from which delays count.
    since: datetime | None = None
