"""Procedures follow the clock: scripts of drills are told, late steps are known and go up.

Not from an event but from time passing, and found the same however often it is asked.
"""

from datetime import datetime

from simin.domains.procedures import services


def as_time_passes(now: datetime) -> int:
    """How much was done at city time ``now``."""
    return services.play_scripts(now) + services.as_time_passes(now)
