"""How long something has taken, as a clock that runs: ``7:05``, ``1:02:09``. Pure.

``frontend/src/room/elapsed.ts`` writes the same.
"""

from datetime import datetime


def running(since: datetime, now: datetime) -> str:
    return span(int((now - since).total_seconds()))


def span(seconds: int) -> str:
    minutes, rest = divmod(max(0, seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
