"""What makes one alert: a rule becomes true of a place, rests, and after a quiet time has ended.

One event is one alert: what is true of the same place again before the quiet time has passed is
the same event. Pure.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum


class State(StrEnum):
    #: The rule is true of the place.
    OPEN = "open"
    #: It is true no more, and may become so again.
    RESTING = "resting"
    #: It rested for the rule's quiet time, or its rule is no more.
    ENDED = "ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class Episode:
    """An alert's life."""

    opened_at: datetime
    state: State = State.OPEN
    rested_at: datetime | None = None
    ended_at: datetime | None = None
    #: How often it came back while it rested.
    returns: int = 0


def after(before: Episode | None, now: datetime, *, true: bool, quiet: timedelta) -> list[Episode]:
    """What becomes of ``before`` at ``now``: itself moved on, and a new one behind an ended one."""
    if before is None or before.state is State.ENDED:
        return [Episode(opened_at=now)] if true else []
    if before.state is State.OPEN:
        return [before if true else replace(before, state=State.RESTING, rested_at=now)]
    rested = before.rested_at or now
    if now - rested > quiet:
        ended = replace(before, state=State.ENDED, ended_at=rested + quiet)
        return [ended, *([Episode(opened_at=now)] if true else [])]
    if true:
        returns = before.returns + 1
        return [replace(before, state=State.OPEN, rested_at=None, returns=returns)]
    return [before]


def episodes(moments: Iterable[tuple[datetime, bool]], quiet: timedelta) -> Iterator[Episode]:
    """All episodes of one place, the last as it stands; moments in order."""
    current: Episode | None = None
    for at, true in moments:
        moved = after(current, at, true=true, quiet=quiet)
        yield from moved[:-1]
        current = moved[-1] if moved else current
        if current is not None and current.state is State.ENDED:
            yield current
            current = None
    if current is not None:
        yield current
