"""Which keys work, asked of the database once in a while and not for every observation.

A key that is revoked stops working within ``TRUSTED_SECONDS``, in every process. That a key was
used is noted beside: nobody waits for that.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from simin.domains.devices.services import Admission

#: Real seconds for which an answer about a key is believed.
TRUSTED_SECONDS = 2.0
#: Keys that are remembered.
_MOST = 10_000


@dataclass
class Keys:
    """The keys that were seen lately; ``ask`` looks one up, ``note`` says that it was used."""

    ask: Callable[[str], Awaitable[Admission | None]]
    note: Callable[[Admission], Awaitable[None]]
    _noting: asyncio.Future[None] | None = None
    _known: dict[str, tuple[float, Admission | None]] = field(default_factory=dict)

    async def admitted(self, key: str) -> Admission | None:
        now = time.monotonic()
        known = self._known.get(key)
        if known is not None and now - known[0] < TRUSTED_SECONDS:
            return known[1]
        admission = await self.ask(key)
        if len(self._known) >= _MOST:
            self._known.clear()
        self._known[key] = (now, admission)
        if admission is not None:
            self._noting = asyncio.ensure_future(self.note(admission))
        return admission
