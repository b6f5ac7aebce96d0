"""How long before and after is looked at, and in what steps. Pure.

The step in which something begins belongs to neither side: it is half treated.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, time, tzinfo

from simin.domains.effects.step import DAY, HOUR, STEPS, Step
from simin.kit.errors import RejectedError


@dataclass(frozen=True)
class Window:
    """So many steps after, and usually so many before."""

    id: str
    step: Step
    steps: int
    usual_baseline: int


WINDOWS = {
    one.id: one
    for one in (
        Window("24h", "hour", 24, 14 * 24),
        Window("72h", "hour", 72, 14 * 24),
        Window("7d", "day", 7, 42),
        Window("14d", "day", 14, 56),
        Window("28d", "day", 28, 112),
        Window("90d", "day", 90, 365),
    )
}
USUAL = "14d"
#: Days before that may be chosen instead of the usual.
BASELINES = (14, 28, 56, 112, 365)
#: An indicator's history is asked for in one piece.
MOST_STEPS = 900


@dataclass(frozen=True)
class Bounds:
    """Moments between which values are compared; each is the start of a step."""

    since: datetime
    #: Values before this one are from before.
    until: datetime
    begins_at: datetime
    ends_at: datetime


def window(told: str) -> Window:
    if told not in WINDOWS:
        raise RejectedError("window", f"is none of {', '.join(WINDOWS)}")
    return WINDOWS[told]


def baseline_steps(chosen: Window, days: int | None) -> int:
    """Raises ``RejectedError`` for one shorter than twice the window, or too long."""
    if days is None:
        return chosen.usual_baseline
    if days not in BASELINES:
        raise RejectedError("baseline", f"is none of {', '.join(map(str, BASELINES))}")
    steps = days if chosen.step == "day" else days * 24
    if not 2 * chosen.steps <= steps <= MOST_STEPS - chosen.steps:
        raise RejectedError("baseline", "does not go with this window")
    return steps


def bounds(moment: datetime, step: Step, baseline: int, steps: int, zone: tzinfo) -> Bounds:
    """Days are the city's: also one of 23 hours is a day."""
    if step == "hour":
        hour = moment.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
        first = hour if hour == moment else hour + HOUR
        return Bounds(hour - baseline * HOUR, hour, first, first + steps * HOUR)
    local = moment.astimezone(zone)
    day = local.date()
    first_day = day if local.time() == time() else day + DAY
    days = (day - baseline * DAY, day, first_day, first_day + steps * DAY)
    return Bounds(*(datetime.combine(one, time(), zone).astimezone(UTC) for one in days))


def next_look(now: datetime, ends_at: datetime, step: Step) -> datetime:
    """When there may be something new; values come late, so the end waits for a quarter step."""
    size = STEPS[step]
    patience = max(size / 4, HOUR)
    return min(now + size / 2, ends_at + patience) if now < ends_at + patience else now


def is_over(now: datetime, ends_at: datetime, step: Step) -> bool:
    return now >= ends_at + max(STEPS[step] / 4, HOUR)
