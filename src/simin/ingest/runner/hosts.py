"""Courtesy towards hosts: few calls at once, and a pause between the beginnings of two."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

#: Calls to one host at the same time, whatever feeds they are for.
AT_ONCE = 2

type Sleep = Callable[[float], Awaitable[None]]
type Tick = Callable[[], float]


class _Gate:
    """One host."""

    def __init__(self, at_once: int) -> None:
        self.places = asyncio.Semaphore(at_once)
        #: On the loop's clock, before which no call begins.
        self.free_at = float("-inf")


class Hosts:
    """The gates of all hosts; ``tick`` tells seconds that never turn back."""

    def __init__(self, tick: Tick, sleep: Sleep = asyncio.sleep, at_once: int = AT_ONCE) -> None:
        self._tick = tick
        self._sleep = sleep
        self._gates: defaultdict[str, _Gate] = defaultdict(lambda: _Gate(at_once))

    @asynccontextmanager
    async def turn(self, host: str, pause: float) -> AsyncIterator[None]:
        """Wait for a place at ``host``, and for ``pause`` seconds after the call before."""
        gate = self._gates[host]
        async with gate.places:
            now = self._tick()
            begin = max(now, gate.free_at)
            gate.free_at = begin + pause
            if begin > now:
                await self._sleep(begin - now)
            yield
