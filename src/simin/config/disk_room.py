"""How much a disk lets wait; it is asked on a thread of its own, at most once a second.

A disk may take long to say so, and whoever asks here holds the event loop.
"""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial

#: Seconds for which what the disk said is good.
EVERY = 1.0

type Work = Callable[[], None]


class DiskRoom:
    """``free``: bytes that may still be written. Raises ``OSError`` where nobody can say."""

    def __init__(
        self,
        free: Callable[[], int],
        *,
        later: Callable[[Work], object] | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._free, self._clock = free, clock
        self._later = later or ThreadPoolExecutor(1, thread_name_prefix="disk").submit
        self._asking = False
        self._ask(0)

    def __call__(self, waiting: int) -> int:
        """Bytes that may wait in all, where so many wait now; as it was a moment ago."""
        if not self._asking and self._clock() >= self._until:
            self._asking = True
            self._later(partial(self._ask, waiting))
        return self._told

    def _ask(self, waiting: int) -> None:
        try:
            self._told = self._free() + waiting  # what waits is missing from it already
        except OSError:
            self._told = 0
        self._until = self._clock() + EVERY
        self._asking = False
