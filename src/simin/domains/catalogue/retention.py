"""Which versions are kept: every one of a day, then the last of each day for 30 days, then the last
of each month. The newest always. Days are those of UTC. Pure.

Of a day with very many (what is pushed is a version for each delivery) the newest are kept, and
before them the last of each minute: whoever keeps a copy goes on from the version it saw.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

EVERY = timedelta(days=1)
DAILY = timedelta(days=30)
#: Versions of a day that are all kept.
MANY = 5000


def kept(versions: Sequence[tuple[int, datetime]], now: datetime) -> set[int]:
    """Numbers of the versions to keep, of ``(number, at)`` in any order."""
    last: dict[str, int] = {}
    in_order = sorted(versions)
    behind = len(in_order) - MANY
    for place, (number, at) in enumerate(in_order):
        last[_slot(number, at, now - at, crowded=place < behind)] = number
    newest = {max(number for number, _ in versions)} if versions else set()
    return {*last.values(), *newest}


def _slot(number: int, at: datetime, age: timedelta, *, crowded: bool) -> str:
    if age <= EVERY:
        return f"{at:%Y-%m-%dT%H:%M}" if crowded else f"version {number}"
    return f"{at:%Y-%m-%d}" if age <= DAILY else f"{at:%Y-%m}"
