"""What the short way may number by itself: observations newer than all of their datastreams.

What is not newer may be known already, or correct what is known; then its number is not the
position at which it arrives, and only the full implementation can tell it.
"""

import asyncio
import heapq
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from simin.web.intake.decoding import Batch
from simin.web.intake.moments import NONE, Numbers

#: Datastreams that are remembered, and how many of the longest silent are let go at a time.
MOST, AT_ONCE = 100_000, 1000
#: Seconds until what others may have written is looked at again.
FRESH = 2.0


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of a datastream; ``NONE`` where there is none."""

    #: Newest phenomenon time, in microseconds.
    newest: int = NONE
    #: FeatureOfInterest of what it brings now; things move.
    feature: int = NONE


#: Where each of some datastreams stands; those that there are not are left out.
type Look = Callable[[Sequence[int]], Awaitable[Mapping[int, Standing]]]


class Newness:
    """Knows the newest time of each datastream that wrote lately; of one loop."""

    def __init__(self, look: Look, clock: Callable[[], float] = time.monotonic) -> None:
        self._look = look
        self._clock = clock
        self._newest: dict[int, int] = {}
        self._features: dict[int, int] = {}
        self._looked_at: dict[int, float] = {}
        #: Who wrote since the last look ahead.
        self._writing: set[int] = set()
        self._ahead: asyncio.Future[None] | None = None

    async def news(self, batch: Batch) -> Batch | None:
        """``batch`` with its features, known from now on; None where not all of it is news."""
        if len(batch) == 1:
            return await self._news_of_one(batch)
        order = np.lexsort((batch.phenomenon_times, batch.datastreams))
        streams, times = batch.datastreams[order], batch.phenomenon_times[order]
        changes = streams[1:] != streams[:-1]
        first, last = np.append(True, changes), np.append(changes, True)
        ids = streams[first].tolist()
        await self._refresh(ids)
        if (~changes & (times[1:] == times[:-1])).any() or self._knows(ids, times[first]):
            return None
        self._newest |= zip(ids, times[last].tolist(), strict=True)
        return batch.with_features(self._features_of(ids, batch.datastreams))

    async def _news_of_one(self, batch: Batch) -> Batch | None:
        """The same without columns, which cost most of what one observation costs here."""
        stream, at = int(batch.datastreams[0]), int(batch.phenomenon_times[0])
        await self._refresh((stream,))
        if at <= self._newest.get(stream, at):
            return None
        self._newest[stream] = at
        return batch.with_features(np.array([self._features.get(stream, NONE)], np.int64))

    def _knows(self, ids: Sequence[int], oldest: Numbers) -> bool:
        # Of a datastream that is not there anything may be known.
        pairs = zip(ids, oldest.tolist(), strict=True)
        return any(at <= self._newest.get(stream, at) for stream, at in pairs)

    def _features_of(self, ids: Sequence[int], streams: Numbers) -> Numbers:
        known = np.array([self._features.get(one, NONE) for one in ids], np.int64)
        return known[np.searchsorted(np.array(ids, np.int64), streams)]

    async def _refresh(self, ids: Sequence[int]) -> None:
        """Looks before it must, at all who wrote lately at once, so that hardly anybody waits."""
        self._writing.update(ids)
        now = self._clock()
        ages = [now - self._looked_at.get(one, -FRESH) for one in ids]
        if max(ages) >= FRESH:
            await self._looked(
                [one for one, age in zip(ids, ages, strict=True) if age >= FRESH], now
            )
        elif max(ages) >= FRESH / 2 and (self._ahead is None or self._ahead.done()):
            self._ahead = asyncio.ensure_future(self._looked(list(self._writing), now))
            self._writing.clear()

    async def _looked(self, ids: Sequence[int], now: float) -> None:
        found = await self._look(ids)
        for one in ids:
            if one not in found:
                self._forget(one)
                continue
            self._newest[one] = max(found[one].newest, self._newest.get(one, NONE))
            self._features[one] = found[one].feature
            self._looked_at[one] = now
        if len(self._looked_at) > MOST:
            await self._make_room(now)

    async def _make_room(self, now: float) -> None:
        """Those are let go of whom the store knows all: else what waits would be news once more."""
        oldest = heapq.nsmallest(AT_ONCE, self._looked_at, key=self._looked_at.__getitem__)
        found = await self._look(oldest)
        for one in oldest:
            if one in found and found[one].newest < self._newest.get(one, NONE):
                self._looked_at[one] = now
            else:
                self._forget(one)

    def _forget(self, one: int) -> None:
        """Unknown ones are for the full implementation, until they are looked at."""
        for known in (self._newest, self._features, self._looked_at):
            known.pop(one, None)
        self._writing.discard(one)
