"""When a feed is asked next. Pure: the clock and the die are handed in.

A feed that fails is asked less and less often, and never sooner than it asked us to wait; the die
keeps feeds that failed together from coming back together.
"""

from collections.abc import Callable
from datetime import datetime, timedelta, tzinfo

from simin.ingest.feeds import Schedule

#: Between 0 and 1, as ``random.random``.
type Chance = Callable[[], float]

_FIRST_WAIT = 30.0
_LONGEST_WAIT = 3600.0
#: The longest that a source's own wish is followed.
_LONGEST_WISH = 86400.0


def next_run(schedule: Schedule, started: datetime, now: datetime, chance: Chance) -> datetime:
    """After a good run. Turns that were missed (a long run, a stopped engine) are not made up."""
    every = timedelta(seconds=schedule.every)
    missed = max(0, (now - started) // every)
    return started + every * (missed + 1) + _jitter(schedule, chance)


def first_run(schedule: Schedule, now: datetime, chance: Chance) -> datetime:
    """Of a feed that never ran."""
    return now + _jitter(schedule, chance)


def back_off(failures: int, wish: float | None, now: datetime, chance: Chance) -> datetime:
    """Until when a feed is left alone after its ``failures``-th failure in a row.

    ``wish``: seconds that the source asked for.
    """
    doubled = _FIRST_WAIT * 2.0 ** min(failures - 1, 20)
    wait = min(doubled, _LONGEST_WAIT) * (0.75 + 0.5 * chance())
    return now + timedelta(seconds=max(wait, min(wish or 0.0, _LONGEST_WISH)))


def next_day(now: datetime, zone: tzinfo) -> datetime:
    """The city's next midnight, when the day's calls begin anew."""
    local = now.astimezone(zone) + timedelta(days=1)
    return local.replace(hour=0, minute=0, second=0, microsecond=0, fold=0)


def _jitter(schedule: Schedule, chance: Chance) -> timedelta:
    return timedelta(seconds=schedule.jitter * chance())
