"""One engine a city: two would play every record twice and number the same frame twice.

On SQLite the data folder is the city, so a lock on a file in it is enough; the operating system
lets go of it however the process ends. On PostgreSQL the database is the city, and a session lock
there does the same. A session that the database dropped has lost its lock with it: the engine
asks at every beat, and takes the lock anew before it writes again.
"""

import fcntl
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from simin.config.environment import HomeUnusableError
from simin.kit.errors import SiminError

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper

#: Any constant that nothing else locks on.
_SESSION = 0x51320
#: Seconds in which an engine ends whose server was killed.
PATIENCE = 10.0
#: Files that are locked in the data folder.
ENGINE, SERVER = "engine.lock", "server.lock"


class EngineRunsAlreadyError(SiminError):
    """Another process plays this city."""

    def __init__(self) -> None:
        super().__init__(
            "an engine of this city is running already (or the city is just being made); "
            "stop it first, or start only the pages with: simin web"
        )


class Hold:
    """A hold of the city by a lock on a file, which nothing but the process's end can lose."""

    def renew(self) -> None:
        """Called before each beat. Raises ``EngineRunsAlreadyError``."""


class SessionHold(Hold):
    """A hold of the city by a session of its own with PostgreSQL; used by one thread at a time."""

    def __init__(self, session: "BaseDatabaseWrapper") -> None:
        session.inc_thread_sharing()
        self._session = session

    def renew(self) -> None:
        """Raises ``DatabaseError`` while there is no session to be had."""
        if self._session.connection is None:
            self._take()
            return
        try:
            self._ask("SELECT true")
        except Exception:
            self._session.close()
            raise

    def _take(self) -> None:
        if not self._ask(f"SELECT pg_try_advisory_lock({_SESSION})"):
            self._session.close()
            raise EngineRunsAlreadyError

    def _ask(self, statement: str) -> bool:
        with self._session.cursor() as cursor:
            cursor.execute(statement)
            (answer,) = cursor.fetchone() or (False,)
        return bool(answer)


@contextmanager
def only_engine(home: Path, *, patience: float = 0.0) -> Iterator[Hold]:
    """Raises ``EngineRunsAlreadyError`` where another engine holds the city.

    ``patience``: seconds that an engine is given which is about to end, as its server was killed.
    """
    with ExitStack() as stack:
        until = time.monotonic() + patience
        while True:
            try:
                hold = stack.enter_context(_only_engine(home))
                break
            except EngineRunsAlreadyError:
                if time.monotonic() >= until:
                    raise
            time.sleep(0.1)
        yield hold


@contextmanager
def _only_engine(home: Path) -> Iterator[Hold]:
    from django.db import connection

    with only_process(home):
        if connection.vendor != "postgresql":
            yield Hold()
            return
        session = connection.copy()
        hold = SessionHold(session)
        try:
            hold.renew()
            yield hold
        finally:
            session.close()


@contextmanager
def only_process(home: Path, lock: str = ENGINE) -> Iterator[None]:
    """Nobody else makes or plays the city of this folder. Raises ``EngineRunsAlreadyError``.

    ``lock``: ``SERVER`` for a server that has the engine beside it, and so has it soon.
    """
    try:
        home.mkdir(parents=True, exist_ok=True, mode=0o700)
        file = (home / lock).open("w")
    except OSError as error:
        raise HomeUnusableError(home, error) from error
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise EngineRunsAlreadyError from error
        yield
