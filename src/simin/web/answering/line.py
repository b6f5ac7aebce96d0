"""A line before a few threads: bounded in all, for each household, in time. Of one event loop.

Households take turns, and one never has them all: who asks for much waits behind himself, and the
next one behind nobody else.
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
    most: int = 1024
    most_of_one: int = 256
    #: Turns that one household has at a time.
    turns_of_one: int = 2
    patience: float = 10.0
    _inside: Counter[str] = field(default_factory=Counter)
    _having: Counter[str] = field(default_factory=Counter)
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
                self._give_back(household)
        finally:
            _less(self._inside, household)

    async def _wait(self, household: str) -> None:
        if self._may(household):
            self._give(household)
            return
        mine = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(household, deque()).append(mine)
        try:
            async with asyncio.timeout(self.patience):
                await mine
        except (TimeoutError, asyncio.CancelledError) as error:
            if mine.done() and not mine.cancelled():
                self._give_back(household)  # the turn came in the very moment
            if isinstance(error, TimeoutError):
                raise LineFullError from error
            raise

    def _may(self, household: str) -> bool:
        return self._free > 0 and self._having[household] < self.turns_of_one

    def _give(self, household: str) -> None:
        self._free -= 1
        self._having[household] += 1

    def _give_back(self, household: str) -> None:
        self._free += 1
        _less(self._having, household)
        while (following := next(filter(self._may, self._waiting), None)) is not None:
            self._pass_on(following)

    def _pass_on(self, household: str) -> None:
        """Afterwards it is the last of those that wait."""
        line = self._waiting.pop(household)
        waiting = line.popleft()
        if line:
            self._waiting[household] = line
        if not waiting.done():
            self._give(household)
            waiting.set_result(None)


def _less(counted: Counter[str], household: str) -> None:
    counted[household] -= 1
    if not counted[household]:
        del counted[household]
