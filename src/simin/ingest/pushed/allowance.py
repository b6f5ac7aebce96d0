"""How often something may happen, counted in memory: a bucket that fills again with time. Pure."""

from collections import OrderedDict
from collections.abc import Callable

#: Callers that are remembered; the longest silent is forgotten first.
_MOST = 4096


class Allowance:
    """``per_minute`` times a minute for each name, all of them at once if need be."""

    def __init__(self, tick: Callable[[], float]) -> None:
        self._tick = tick
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, name: str, per_minute: int) -> float:
        """0 where it may happen, which is counted; else the seconds to wait."""
        now = self._tick()
        left, since = self._left.pop(name, (float(per_minute), now))
        left = min(float(per_minute), left + (now - since) * per_minute / 60)
        wait = 0.0 if left >= 1 else (1 - left) * 60 / per_minute
        self._left[name] = (left - (wait == 0), now)
        if len(self._left) > _MOST:
            self._left.popitem(last=False)
        return wait
