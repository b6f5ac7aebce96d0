"""Directives follow the clock: what recurs is issued, reminders come, what is unread or late goes
up.

Not from an event but from time passing, and found the same however often it is asked.
"""

from datetime import datetime
from zoneinfo import ZoneInfo

from simin.domains.directives import services


def as_time_passes(now: datetime, zone: ZoneInfo) -> int:
    """How much was done at city time ``now``."""
    return len(services.issue_due_templates(now, zone)) + services.as_time_passes(now)
