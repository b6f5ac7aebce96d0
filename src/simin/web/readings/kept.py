"""Answers that are kept while nothing moves, each made once however many ask for it.

Of one event loop. What moved is asked at most once in ``LOOK`` seconds, so an answer may be that
much older than the journal; and none is older than ``LONGEST``, whatever else changed.
"""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable
from dataclasses import dataclass, field
from typing import Any

#: Seconds between two looks at whether anything moved.
LOOK = 0.1
#: Seconds for which an answer is kept at most.
LONGEST = 10.0
#: Answers that are kept.
MOST = 2000


@dataclass
class KeptAnswers:
    """``look`` says where the journal stands; both it and the makers of answers are awaited."""

    look: Callable[[], Awaitable[Any]]
    clock: Callable[[], float] = time.monotonic
    _marks: Any = None
    _looked: asyncio.Future[Any] | None = None
    _looked_at: float = float("-inf")
    _known: OrderedDict[Hashable, tuple[Any, float, asyncio.Future[bytes]]] = field(
        default_factory=OrderedDict
    )

    async def answer(self, asked: Hashable, make: Callable[[Any], Awaitable[bytes]]) -> bytes:
        """What ``make`` gives, or gave while nothing moved; it is told what ``look`` said."""
        marks, now = await self._now_at(), self.clock()
        known = self._known.get(asked)
        if known is None or known[0] != marks or now - known[1] >= LONGEST:
            known = (marks, now, asyncio.ensure_future(make(marks)))
            self._keep(asked, known)
        return await asyncio.shield(known[2])

    def has(self, asked: Hashable) -> bool:
        """Whether it is kept, or being made, as far as it was last looked."""
        known = self._known.get(asked)
        return known is not None and known[0] == self._marks and self.clock() - known[1] < LONGEST

    def _keep(self, asked: Hashable, known: tuple[Any, float, asyncio.Future[bytes]]) -> None:
        self._known[asked] = known
        self._known.move_to_end(asked)
        while len(self._known) > MOST:
            self._known.popitem(last=False)
        known[2].add_done_callback(lambda made: self._drop_failed(asked, made))

    def _drop_failed(self, asked: Hashable, made: asyncio.Future[bytes]) -> None:
        failed = made.cancelled() or made.exception() is not None
        known = self._known.get(asked)
        if failed and known is not None and known[2] is made:
            del self._known[asked]

    async def _now_at(self) -> Any:
        if self._looked is None and self.clock() - self._looked_at >= LOOK:
            self._looked_at = self.clock()
            self._looked = asyncio.ensure_future(self.look())
            self._looked.add_done_callback(self._note)
        if self._looked is not None:
            return await asyncio.shield(self._looked)
        return self._marks

    def _note(self, looked: asyncio.Future[Any]) -> None:
        self._looked = None
        if looked.cancelled() or looked.exception() is not None:
            self._looked_at = float("-inf")
        else:
            self._marks = looked.result()
