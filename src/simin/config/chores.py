"""Regular work of the worker process: forget what retention ends, keep the database in shape.

Every chore is safe to repeat and safe to kill. A chore that fails is logged once and tried again at
its next turn; the others go on.
"""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

import structlog
from django.db import Error, close_old_connections, connection

log = structlog.get_logger()

#: Outbox events kept after every reader has passed them.
EVENTS_KEPT = 50_000


@dataclass
class Chore:
    """Something done every so many real seconds."""

    name: str
    every: float
    do: Callable[[], object]
    due: float = 0.0
    failing: bool = False


def forget_frames() -> int:
    from simin.domains.picture.services import forget

    return forget()


def prune_outbox() -> int:
    from simin.kit.outbox import queries, services

    return services.prune(keep_from=queries.head() - EVENTS_KEPT)


def forget_payloads() -> int:
    """What feeds brought in is kept for thirty days to be looked at."""
    from datetime import UTC, datetime

    from simin.ingest.runner.quarantine import forget

    return forget(datetime.now(UTC))


def clear_sessions() -> None:
    from django.contrib.sessions.backends.db import SessionStore

    SessionStore.clear_expired()


def tidy_database() -> None:
    """Let SQLite refresh its statistics and fold its log; PostgreSQL does so by itself."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA optimize")
            cursor.execute("PRAGMA wal_checkpoint(PASSIVE)")


class Chores:
    """All chores, each at its own pace."""

    def __init__(self) -> None:
        self.chores = [
            Chore("forget frames", 60, forget_frames),
            Chore("prune outbox", 60, prune_outbox),
            Chore("forget payloads", 3600, forget_payloads),
            Chore("clear sessions", 3600, clear_sessions),
            Chore("tidy database", 300, tidy_database),
        ]

    def run(self, stopped: threading.Event, *, once: bool = False) -> None:
        while not stopped.is_set():
            self.run_due(time.monotonic())
            if once:
                return
            stopped.wait(5)

    def run_due(self, now: float) -> None:
        for chore in self.chores:
            if chore.due <= now:
                chore.due = now + chore.every
                _attempt(chore)


def _attempt(chore: Chore) -> None:
    try:
        result = chore.do()
    except Error as error:
        close_old_connections()
        if not chore.failing:
            log.error("chore failed", chore=chore.name, error=str(error))
        chore.failing = True
        return
    if chore.failing:
        log.info("chore recovered", chore=chore.name, result=result)
    chore.failing = False
