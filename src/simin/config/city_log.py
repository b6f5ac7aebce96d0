"""Keeps the transparency log beside the engine: what waits in the database goes into the files.

A thread of its own, so that a slow disk holds up no frame; in the engine's process, of which there
is one, so that nobody else writes. A failure is said once, and stops the log and nothing else: the
leaves go on waiting in the database.
"""

import contextlib
import threading

import structlog
from django.db import Error as DatabaseError
from django.db import close_old_connections, connection

from simin.config.environment import Environment
from simin.domains.transparency import services
from simin.domains.transparency.folder import LogFolder
from simin.domains.transparency.keys import signer_of
from simin.domains.transparency.log import Log
from simin.kit.errors import SiminError

log = structlog.get_logger()

#: Real seconds between two checkpoints, and after a failure.
BEAT, RESPITE = 1.0, 10.0


def open_log(environment: Environment) -> Log:
    """The city's log, for writing. Raises what a log that cannot go on raises."""
    folder = LogFolder(environment.log_folder)
    return Log(folder, signer_of(environment.log_key_file, folder, environment.log_origin))


class LogThread(threading.Thread):
    """Extends the log until told to stop; what waits then is taken in last of all."""

    def __init__(self, environment: Environment) -> None:
        super().__init__(name="log", daemon=True)
        self._environment = environment
        self._stopped = threading.Event()
        self._log: Log | None = None
        self._failing = False

    def stop(self) -> None:
        self._stopped.set()

    def run(self) -> None:
        try:
            while not self._stopped.is_set():
                self.extend()
                self._stopped.wait(RESPITE if self._failing else BEAT)
            self.extend()
        finally:
            with contextlib.suppress(DatabaseError):
                connection.close()

    def extend(self) -> None:
        """One round; a failure is for the next, with the log read anew from its files."""
        try:
            self._log = self._log or open_log(self._environment)
            while services.extend(self._log):
                pass
        except (SiminError, DatabaseError, OSError, ValueError) as error:
            if not self._failing:
                log.error("the transparency log stands still", error=str(error))
            self._log, self._failing = None, True
            close_old_connections()
            return
        if self._failing:
            log.info("the transparency log goes on")
        self._failing = False
