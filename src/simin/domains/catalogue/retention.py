"""Which versions are kept: every one of an hour, then the last of each minute for a day, of each
day for 30 days, and of each month. The newest always. Days are those of UTC. Pure.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

EVERY = timedelta(hours=1)
MINUTES = timedelta(days=1)
DAILY = timedelta(days=30)


def kept(versions: Sequence[tuple[int, datetime]], now: datetime) -> set[int]:
    """Numbers of the versions to keep, of ``(number, at)`` in any order."""
    last: dict[str, int] = {}
    for number, at in sorted(versions):
        last[_slot(number, at, now - at)] = number
    newest = {max(number for number, _ in versions)} if versions else set()
    return {*last.values(), *newest}


def _slot(number: int, at: datetime, age: timedelta) -> str:
    if age <= EVERY:
        return f"version {number}"
    if age <= MINUTES:
        return f"{at:%Y-%m-%dT%H:%M}"
    return f"{at:%Y-%m-%d}" if age <= DAILY else f"{at:%Y-%m}"
