"""One writer for all requests that wait: one transaction, then every one of them is answered.

A commit costs the same for one observation as for thousands, so whoever arrives while one is being
made waits for the next and shares it. What waits is bounded: beyond, callers are told to come back.
A batch is answered after its commit and never before; where the commit fails, all in it are told.
"""

import asyncio
import contextlib
import threading
from collections import deque
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from simin.kit.errors import SiminError
from simin.web.intake.decoding import Batch, joined

#: Observations that may wait, and that share a commit.
MOST_WAITING = 400_000
MOST_SHARING = 100_000


class TooManyWaitingError(SiminError):
    """More is handed in than can be made durable; come back in a second."""


class NotDurableError(SiminError):
    """The store could not take the observations; nothing of them was kept."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of a batch: its positions, None for each that was refused."""

    positions: Sequence[int | None]


#: Makes a batch durable: the position of each row, None where it was refused.
type Append = Callable[[Batch], Sequence[int | None]]


@dataclass(frozen=True, slots=True)
class _Waiting:
    batch: Batch
    answer: asyncio.Future[Kept]


@dataclass
class GroupCommit:
    """The writer; ``beside`` runs it beside a server, ``keep`` hands it a batch."""

    append: Append
    #: Called in the writer's thread when it ends.
    close: Callable[[], None] = lambda: None
    _waiting: deque[_Waiting] = field(default_factory=deque)
    _rows: int = 0
    _stopped: bool = False
    _there: threading.Event = field(default_factory=threading.Event)

    @asynccontextmanager
    async def beside(self) -> AsyncIterator[None]:
        """Runs until left; what waits then is still made durable."""
        self._loop = asyncio.get_running_loop()
        thread = threading.Thread(target=self._run, name="intake", daemon=True)
        thread.start()
        try:
            yield
        finally:
            self._stopped = True
            self._there.set()
            await asyncio.to_thread(thread.join)

    async def keep(self, batch: Batch) -> Kept:
        """Wait until ``batch`` is durable.

        Raises ``TooManyWaitingError`` and ``NotDurableError``.
        """
        if self._rows + len(batch) > MOST_WAITING or self._stopped:
            raise TooManyWaitingError("too many observations wait to be kept")
        answer: asyncio.Future[Kept] = self._loop.create_future()
        self._rows += len(batch)
        self._waiting.append(_Waiting(batch, answer))
        self._there.set()
        return await answer

    def _run(self) -> None:
        try:
            while not (self._stopped and not self._waiting):
                self._there.wait()
                self._there.clear()
                while self._waiting:
                    self._commit(self._next())
        finally:
            self.close()

    def _next(self) -> list[_Waiting]:
        sharing, rows = [self._waiting.popleft()], 0
        while self._waiting and rows < MOST_SHARING:
            rows += len(sharing[-1].batch)
            sharing.append(self._waiting.popleft())
        return sharing

    def _commit(self, sharing: list[_Waiting]) -> None:
        try:
            found = self.append(joined([waiting.batch for waiting in sharing]))
        except Exception as error:
            failure = NotDurableError(f"not kept: {type(error).__name__}")
            failure.__cause__ = error
            self._tell(self._fail, sharing, failure)
        else:
            self._tell(self._answer, sharing, found)

    def _tell[T](
        self, told: Callable[[list[_Waiting], T], None], sharing: list[_Waiting], what: T
    ) -> None:
        with contextlib.suppress(RuntimeError):  # the loop is gone, and the callers with it
            self._loop.call_soon_threadsafe(told, sharing, what)

    def _answer(self, sharing: list[_Waiting], found: Sequence[int | None]) -> None:
        start = 0
        for waiting in sharing:
            end = start + len(waiting.batch)
            self._rows -= len(waiting.batch)
            if not waiting.answer.done():
                waiting.answer.set_result(Kept(found[start:end]))
            start = end

    def _fail(self, sharing: list[_Waiting], failure: Exception) -> None:
        for waiting in sharing:
            self._rows -= len(waiting.batch)
            if not waiting.answer.done():
                waiting.answer.set_exception(failure)
