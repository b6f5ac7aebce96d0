"""Regular work of the worker process, each chore at its own pace, one after the other in a thread.

Every chore is safe to repeat and to kill. One that fails, in whatever way, is logged once and tried
at its next turn; the others go on.
"""

import contextlib
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import structlog
from django.db import Error, close_old_connections, connection

from simin.kit.errors import SiminError

log = structlog.get_logger()


@dataclass
class Chore:
    """Something done every so many real seconds."""

    name: str
    every: float
    do: Callable[[], object]
    #: What goes wrong may name a person, so that only its kind is logged.
    personal: bool = False
    due: float = 0.0
    failing: bool = False


class Rounds:
    """``beat``: real seconds between two looks at what is due."""

    def __init__(self, chores: Sequence[Chore], *, beat: float = 5.0) -> None:
        self.chores = chores
        self._beat = beat

    def run(self, stopped: threading.Event) -> None:
        while not stopped.is_set():
            self.run_due(time.monotonic())
            stopped.wait(self._beat)

    def run_due(self, now: float) -> None:
        for chore in self.chores:
            if chore.due <= now:
                chore.due = now + chore.every
                _attempt(chore)


class RoundsThread(threading.Thread):
    """Rounds beside the others, until ``stopped``."""

    def __init__(self, name: str, rounds: Rounds, stopped: threading.Event) -> None:
        super().__init__(name=name, daemon=True)
        self._rounds = rounds
        self._stopped_by = stopped

    def run(self) -> None:
        try:
            self._rounds.run(self._stopped_by)
        finally:
            connection.close()


def _attempt(chore: Chore) -> None:
    try:
        result = chore.do()
    except Exception as error:
        if isinstance(error, Error):
            _let_go()
        if not chore.failing:
            _tell(chore, error)
        chore.failing = True
        return
    if chore.failing:
        log.info("chore recovered", chore=chore.name, result=result)
    chore.failing = False


def _let_go() -> None:
    """Of a connection that is broken; the next turn has another."""
    with contextlib.suppress(Error):
        close_old_connections()


def _tell(chore: Chore, error: Exception) -> None:
    """With its trace where nobody expected it."""
    said = type(error).__name__ if chore.personal else str(error)
    expected = chore.personal or isinstance(error, (Error, OSError, SiminError))
    log.error("chore failed", chore=chore.name, error=said, exc_info=not expected)
