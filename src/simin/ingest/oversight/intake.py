"""Whether this city takes in at all: it stops before the disk is full, and goes on by itself.

The row is written while there is still room to write it, and is there only while nothing is taken
in. What a disk that is full all the same breaks is told by the database's own failure.
"""

from datetime import datetime

from simin.ingest.models import IntakeStop
from simin.kit.disk import Shortage

_ONLY = 1


def stop(shortage: Shortage, *, at: datetime) -> None:
    """``at`` is real time; a stop that stands keeps its beginning."""
    figures = {"free": shortage.free, "least": shortage.least}
    IntakeStop.objects.update_or_create(
        id=_ONLY, defaults=figures, create_defaults={**figures, "since": at}
    )


def go_on() -> None:
    IntakeStop.objects.filter(id=_ONLY).delete()


def stopped() -> IntakeStop | None:
    """Since when and why nothing is taken in; None: everything is."""
    return IntakeStop.objects.filter(id=_ONLY).first()
