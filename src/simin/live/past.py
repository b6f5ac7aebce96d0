"""How much of the past may be asked for at once: a picture of then is made for one caller alone.

Of one event loop. Each household has an allowance; a few answers are made at a time, a few requests
wait for that, and all others are told to come back. An answer that is being sent is held in memory,
so those are bounded too, and whoever reads one too slowly is left.
"""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from math import ceil

from simin.kit.allowance import Allowance
from simin.live.errors import RequestRefusedError

#: Answers that are made at the same time, and requests that may wait for one.
AT_ONCE, MOST_WAITING = 2, 32
#: Bytes of frames in one answer, before they are compressed.
LARGEST = 16 << 20
#: Bytes of answers that are being sent, in all and to one household.
MOST_SENT, MOST_SENT_TO_ONE = 256 << 20, 64 << 20


def _allowance() -> Allowance:
    """A day of frames in answers of 500 is 173 of them, at once and as fast as they come."""
    return Allowance(burst=600, each_second=10.0)


@dataclass
class Past:
    """Gives turns at making an answer, and room for sending it."""

    allowance: Allowance = field(default_factory=_allowance)
    waiting: int = MOST_WAITING
    _making: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(AT_ONCE))
    _waiting: int = 0
    _sent: Counter[str] = field(default_factory=Counter)

    @asynccontextmanager
    async def turn(self, household: str) -> AsyncIterator[None]:
        """Raises ``RequestRefusedError``."""
        wait = ceil(self.allowance.wait(household))
        if wait:
            words = f"too much of the past was asked for from one address; wait {wait} s"
            raise RequestRefusedError(429, "too-often", words, retry_after=str(wait))
        if self._waiting >= self.waiting:
            raise _busy()
        self._waiting += 1
        try:
            await self._making.acquire()
        finally:
            self._waiting -= 1
        try:
            yield
        finally:
            self._making.release()

    @contextmanager
    def room(self, household: str, size: int) -> Iterator[None]:
        """For an answer of ``size`` bytes, until it is sent. Raises ``RequestRefusedError``."""
        beyond = self._sent.total() + size > MOST_SENT
        if beyond or self._sent[household] + size > MOST_SENT_TO_ONE:
            raise _busy()
        self._sent[household] += size
        try:
            yield
        finally:
            self._sent[household] -= size
            if not self._sent[household]:
                del self._sent[household]


def _busy() -> RequestRefusedError:
    return RequestRefusedError(503, "busy", "too much of the past is asked for at once; ask again")
