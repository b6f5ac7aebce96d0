"""A line before a few threads: bounded in all, for each household, in time. Of one event loop.

Households take turns: who asks for much waits behind himself, and the next one behind nobody else.
"""

import asyncio
from collections import Counter, OrderedDict, deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from simin.kit.errors import SiminError


class LineFullError(SiminError):
    """There is no turn, and none soon."""


@dataclass
class Line:
    """``turns`` at a time; whoever stands in line waits ``patience`` seconds."""

    turns: int
    #: In line or at their turn: in all, and of one household, which may be a carrier's thousands.
    most: int = 256
    most_of_one: int = 64
    patience: float = 10.0
    _inside: Counter[str] = field(default_factory=Counter)
    _waiting: OrderedDict[str, deque[asyncio.Future[None]]] = field(default_factory=OrderedDict)

    def __post_init__(self) -> None:
        self._free = self.turns

    @asynccontextmanager
    async def turn(self, household: str) -> AsyncIterator[None]:
        """Raises ``LineFullError``."""
        if self._inside.total() >= self.most or self._inside[household] >= self.most_of_one:
            raise LineFullError
        self._inside[household] += 1
        try:
            await self._wait(household)
            try:
                yield
            finally:
                self._pass_on()
        finally:
            self._inside[household] -= 1
            if not self._inside[household]:
                del self._inside[household]

    async def _wait(self, household: str) -> None:
        if self._free:
            self._free -= 1
            return
        mine = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(household, deque()).append(mine)
        try:
            async with asyncio.timeout(self.patience):
                await mine
        except (TimeoutError, asyncio.CancelledError) as error:
            if mine.done() and not mine.cancelled():
                self._pass_on()  # the turn came in the very moment
            if isinstance(error, TimeoutError):
                raise LineFullError from error
            raise

    def _pass_on(self) -> None:
        """To the household whose turn it is."""
        while self._waiting:
            household, line = self._waiting.popitem(last=False)
            waiting = line.popleft()
            if line:
                self._waiting[household] = line
            if not waiting.done():
                waiting.set_result(None)
                return
        self._free += 1
