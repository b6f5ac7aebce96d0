"""A job that was paused: its time has passed and nobody ran it.

Nothing fails, so nobody is told.
"""

from datetime import datetime, timedelta

from simin.domains.observations.finding import Found, Severity

DETECTOR = "paused"
#: Turns that may be missed: a run under way, an engine that was started anew.
TURNS = 3
#: At least this long, whatever the schedule.
LEAST = timedelta(minutes=5)


def paused(*, due: datetime | None, every: timedelta, now: datetime) -> Found | None:
    """``due``: when the next run should have begun (real time)."""
    if due is None or now - due < max(every * TURNS, LEAST):
        return None
    missed = int((now - due) / every)
    return Found(
        detector=DETECTOR,
        severity=Severity.DOUBTFUL,
        since=due,
        evidence={"missed": missed, "every": int(every.total_seconds())},
    )
