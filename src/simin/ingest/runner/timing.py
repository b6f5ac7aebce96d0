"""When a feed is asked next. Pure: the clock and the die are handed in.

Each feed has turns of its own, spread over its period by its name: feeds that began together, as
after a start of the engine, do not go on together. One that fails is asked less and less often, and
never sooner than it asked us to wait; the die keeps feeds that failed together from coming back
together.
"""

import zlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, tzinfo

from simin.ingest.feeds import Schedule

#: Between 0 and 1, as ``random.random``.
type Chance = Callable[[], float]

_FIRST_WAIT = 30.0
_LONGEST_WAIT = 3600.0
#: The longest that a source's own wish is followed.
_LONGEST_WISH = 86400.0
#: Seconds after midnight within which feeds begin that have calls again.
_MORNING = 3600.0


def next_run(
    name: str, schedule: Schedule, started: datetime, now: datetime, chance: Chance
) -> datetime:
    """After a good run: the feed's next turn that is half a period or more after this one.

    Turns that were missed (a long run, a stopped engine) are not made up.
    """
    rested = started + timedelta(seconds=schedule.every / 2)
    return _turn(name, schedule.every, max(now, rested)) + _jitter(schedule, chance)


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


def next_day(name: str, schedule: Schedule, now: datetime, zone: tzinfo) -> datetime:
    """After the city's next midnight, when the day's calls begin anew: not all feeds at once."""
    local = now.astimezone(zone) + timedelta(days=1)
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0, fold=0)
    return midnight + timedelta(seconds=_share(name) * min(schedule.every, _MORNING))


def _turn(name: str, every: int, after: datetime) -> datetime:
    """The first of the feed's turns after a moment."""
    phase = every * _share(name)
    passed = (after.timestamp() - phase) // every
    return datetime.fromtimestamp(phase + every * (passed + 1), UTC)


def _share(name: str) -> float:
    """The feed's own place in any span: from 0 to 1."""
    return zlib.crc32(name.encode()) / 2**32


def _jitter(schedule: Schedule, chance: Chance) -> timedelta:
    return timedelta(seconds=schedule.jitter * chance())
