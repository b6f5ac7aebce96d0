"""How often a client may ask: so many times at once, and so many a second after that.

A token bucket for each client, in this process and bounded: a client that is forgotten has its full
allowance again, and where several processes serve, each gives its own. It decides nothing about who
somebody is, and keeps nothing on disk.
"""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Self

#: Clients that are remembered.
CLIENTS = 20_000


class Allowance:
    """``burst`` at once, ``each_second`` ever after."""

    def __init__(
        self, *, burst: int, each_second: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.burst = burst
        self.each_second = each_second
        self._clock = clock
        self._lock = threading.Lock()
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    @classmethod
    def a_minute(cls, times: int, *, clock: Callable[[], float] = time.monotonic) -> Self:
        """``times`` a minute, all of them at once if need be."""
        return cls(burst=times, each_second=times / 60, clock=clock)

    def wait(self, client: str, cost: float = 1.0) -> float:
        """0 where the client may ask now, which is counted; else the seconds to wait.

        ``cost``: of how many questions this one is worth.
        """
        with self._lock:
            now = self._clock()
            left = self._room(client, now)
            self._left[client] = (left - cost if left >= cost else left, now)
            self._left.move_to_end(client)
            while len(self._left) > CLIENTS:
                self._left.popitem(last=False)
        return self._seconds(left, cost)

    def ahead(self, client: str, cost: float = 1.0) -> float:
        """The same, and nothing is counted."""
        with self._lock:
            return self._seconds(self._room(client, self._clock()), cost)

    def _room(self, client: str, now: float) -> float:
        left, at = self._left.get(client, (float(self.burst), now))
        return min(float(self.burst), left + (now - at) * self.each_second)

    def _seconds(self, left: float, cost: float) -> float:
        return max(0.0, (cost - left) / self.each_second)

    def forget(self) -> None:
        """Everybody begins anew (tests)."""
        with self._lock:
            self._left.clear()
