"""What an incident adds to the city's counters, as a function of the incident alone. Pure.

A write takes what the incident added before and what it adds after and moves the counters by the
difference; so the counters are always what counting all incidents would give, and nobody counts.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from simin.domains.incidents.states import FINAL, State


@dataclass(frozen=True)
class Reported:
    day: date
    kind: str
    district: str


@dataclass(frozen=True)
class Open:
    kind: str
    severity: str
    district: str


@dataclass(frozen=True)
class Arrived:
    #: First day of the month of the report.
    month: date
    kind: str
    district: str
    within_target: bool


type Key = Reported | Open | Arrived


@dataclass(frozen=True, kw_only=True)
class Counted:
    """What of an incident matters to the counters."""

    kind: str
    state: str
    severity: str
    district: str
    drill: bool
    reported_at: datetime
    response_seconds: int | None
    target_seconds: int | None


def adds(incident: Counted, zone: ZoneInfo) -> Counter[Key]:
    """One to each counter that ``incident`` is counted in."""
    if incident.drill or incident.state in {State.FALSE_ALARM, State.MERGED}:
        return Counter()
    day = incident.reported_at.astimezone(zone).date()
    keys: list[Key] = [Reported(day, incident.kind, incident.district)]
    if incident.state not in FINAL:
        keys.append(Open(incident.kind, incident.severity, incident.district))
    if incident.response_seconds is not None and incident.target_seconds is not None:
        within = incident.response_seconds <= incident.target_seconds
        keys.append(Arrived(day.replace(day=1), incident.kind, incident.district, within))
    return Counter(keys)


def difference(before: Counter[Key], after: Counter[Key]) -> dict[Key, int]:
    """By how much each counter moves; counters that stand still are left out."""
    moved = {key: after[key] - before[key] for key in before.keys() | after.keys()}
    return {key: number for key, number in moved.items() if number}
