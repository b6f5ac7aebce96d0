"""Counts what was taken, in this process, and writes the numbers down now and then.

Nothing of who took it is looked at. A process that is killed loses the numbers of some seconds.
"""

import threading
import time
from collections import Counter
from datetime import UTC, date, datetime

import structlog
from django.db import DatabaseError

from simin.domains.catalogue.services import note_uses
from simin.domains.places import queries as places
from simin.domains.places.errors import NoCityError

log = structlog.get_logger(__name__)
#: Seconds between two times of writing down.
EVERY = 20.0


class Tally:
    """Numbers that were not written down yet."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counts: Counter[tuple[str, str]] = Counter()
        self._written_at = time.monotonic()

    def note(self, dataset: str, kind: str) -> None:
        with self._lock:
            self._counts[dataset, kind] += 1
            due = time.monotonic() - self._written_at >= EVERY
        if due:
            self.write()

    def write(self) -> None:
        with self._lock:
            counts, self._counts = self._counts, Counter()
            self._written_at = time.monotonic()
        if not counts:
            return
        try:
            note_uses(counts, day=today())
        except DatabaseError as error:
            # Whoever reads at this moment is answered; the numbers wait for the next time.
            log.warning("uses were not written down", why=str(error))
            with self._lock:
                self._counts.update(counts)

    def forget(self) -> None:
        """What was not written down (tests)."""
        with self._lock:
            self._counts.clear()


tally = Tally()


def note_download(dataset: str, kind: str) -> None:
    tally.note(dataset, kind)


def today() -> date:
    """Of the people's calendar, not of a demonstration's clock."""
    try:
        return datetime.now(UTC).astimezone(places.zone()).date()
    except NoCityError:
        return datetime.now(UTC).date()
