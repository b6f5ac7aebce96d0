"""One engine a city: two would play every record twice and number the same frame twice.

On SQLite the data folder is the city, so a lock on a file in it is enough; the operating system
lets go of it however the process ends. On PostgreSQL the database is the city, and a session lock
there does the same.
"""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from simin.config.environment import HomeUnusableError
from simin.kit.errors import SiminError

#: Any constant that nothing else locks on.
_ENGINE = 0x51320


class EngineRunsAlreadyError(SiminError):
    """Another process plays this city."""

    def __init__(self) -> None:
        super().__init__(
            "an engine of this city is running already (or the city is just being made); "
            "stop it first, or start only the pages with: simin web"
        )


@contextmanager
def only_engine(home: Path) -> Iterator[None]:
    """Raises ``EngineRunsAlreadyError`` where another engine holds the city."""
    from django.db import connection

    with only_process(home):
        if connection.vendor != "postgresql":
            yield
            return
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [_ENGINE])
            (alone,) = cursor.fetchone() or (False,)
        if not alone:
            raise EngineRunsAlreadyError
        yield


@contextmanager
def only_process(home: Path) -> Iterator[None]:
    """Nobody else makes or plays the city of this folder. Raises ``EngineRunsAlreadyError``."""
    try:
        home.mkdir(parents=True, exist_ok=True, mode=0o700)
        file = (home / "engine.lock").open("w")
    except OSError as error:
        raise HomeUnusableError(home, error) from error
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise EngineRunsAlreadyError from error
        yield
