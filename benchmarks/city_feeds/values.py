"""What the city's systems say next: values that move, and probes that can be told apart.

A probe is a reading of its own datastream whose value was never sent before, so that the frame in
which it comes to the screen tells how long it took.
"""

import itertools
import math
import threading
import time
from dataclasses import dataclass, field

#: Beyond every other value, so that nothing else is taken for a probe.
_FIRST = 1_000_000


@dataclass
class Probes:
    """Readings under way to the screen. Used by several threads."""

    #: Card to value to the moment at which it was sent.
    waiting: dict[str, dict[float, float]] = field(default_factory=dict)
    #: Seconds from reading to screen, with the card.
    seen: list[tuple[str, float]] = field(default_factory=list)
    sent: int = 0
    _next: "itertools.count[int]" = field(default_factory=lambda: itertools.count(_FIRST))
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def send(self, card: str) -> int:
        """The value of a reading that is sent now."""
        with self._lock:
            value = next(self._next)
            self.waiting.setdefault(card, {})[value] = time.monotonic()
            self.sent += 1
            return value

    def shown(self, card: str, value: float, at: float) -> None:
        """A frame shows ``value``; older readings of the card are in it too."""
        with self._lock:
            under_way = self.waiting.get(card, {})
            for older in [one for one in under_way if one <= value]:
                self.seen.append((card, at - under_way.pop(older)))

    def begin(self) -> None:
        """Forget what was measured while the city warmed up."""
        with self._lock:
            self.seen.clear()
            self.sent = sum(len(values) for values in self.waiting.values())

    def overdue(self, seconds: float) -> int:
        """Readings that did not come to the screen within ``seconds``."""
        with self._lock:
            before = time.monotonic() - seconds
            return sum(at < before for values in self.waiting.values() for at in values.values())


def moving(seed: int, mean: float, swing: float) -> float:
    """A value that goes up and down with the minutes, the same for the same moment."""
    phase = time.time() / 600 + seed * 0.7
    return round(mean + swing * math.sin(phase) + swing * 0.1 * math.sin(phase * 17), 2)
