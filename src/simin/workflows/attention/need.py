"""Something that needs attention, before it is ranked. Pure."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from simin.domains.picture.card import Origin
from simin.kit.text import Text

type Severity = Literal["very_bad", "bad", "moderate"]
type Action = Literal["open", "direct", "inspect"]


@dataclass(frozen=True, kw_only=True)
class Need:
    """Made by a rule of the table in ``rules``."""

    #: What it is about; only the highest ranked of an id stays.
    id: str
    card: str
    severity: Severity
    action: Action
    text: Text
    reason: Text
    origin: Origin
    #: For how long it has waited; None: not known, behind those that are.
    since: datetime | None = None
