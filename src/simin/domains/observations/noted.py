"""Which rows count no more though their copies say so: what every question leaves out.

Notes are read from the database once for each state of the journal and not once for each question;
inside a transaction, whose own notes nobody else may see, they are read for it alone.
"""

import threading
from collections.abc import Collection
from dataclasses import dataclass, field
from itertools import batched, chain

import numpy as np
from django.conf import settings
from django.db import connection

from simin.domains.observations import positions
from simin.domains.observations.columns import Column
from simin.domains.observations.models import Superseded

_BATCH = 5000


@dataclass
class _Known:
    """The notes that were read last, and of which state they are."""

    state: tuple[str, int, int] | None = None
    positions: Column = field(default_factory=lambda: np.empty(0, np.int64))
    lock: threading.Lock = field(default_factory=threading.Lock)


_known = _Known()


def everywhere(marks: dict[str, int]) -> Column:
    """All of them, as of ``marks`` or newer."""
    if connection.in_atomic_block:
        return _read()
    with _known.lock:
        if _known.state != _state(marks):
            now = _state(positions.marks())  # whoever waited here may know less than is in it
            if _known.state != now:
                _known.positions = _read()
                _known.state = now
        return _known.positions


def _state(marks: dict[str, int]) -> tuple[str, int, int]:
    return str(settings.SIMIN_OBSERVATIONS), marks["generation"], marks["superseded"]


def among(places: Collection[int]) -> Column:
    """Those of the positions ``places``."""
    parts = (
        Superseded.objects.filter(position__in=part).values_list("position", flat=True)
        for part in batched(places, _BATCH)
    )
    return np.fromiter(chain.from_iterable(parts), np.int64)


def forget() -> None:
    """Read them anew at the next question."""
    with _known.lock:
        _known.state = None


def _read() -> Column:
    return np.fromiter(Superseded.objects.values_list("position", flat=True), np.int64)
