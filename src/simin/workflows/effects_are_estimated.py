"""Effects are estimated anew as values come; what else happened is held against them."""

from datetime import datetime, tzinfo

from simin.domains.effects import services as effects
from simin.domains.effects.reasons import Reason, Why
from simin.domains.incidents import queries as incidents

#: A city at this stage is not as it always is.
OUT_OF_ORDER = 3


def estimate_due(now: datetime, zone: tzinfo) -> int:
    """How many were looked at."""
    return effects.estimate_due(now, zone, found=happened)


def happened(indicator: str, since: datetime, until: datetime) -> list[Reason]:
    """The city's stage, where it rose within the window."""
    changes = incidents.stage_changes(200)
    high = [one for one in changes if since <= one.since < until and one.level >= OUT_OF_ORDER]
    worst = max((one.level for one in high), default=0)
    return [Reason(Why.CITY_STAGE, {"level": worst})] if worst else []
