"""Asks a city again that says "not now": whoever checks a whole log asks for much.

A city that says so for ever is not waited for.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass

from simin.kit.http.one_site import OneSite, SiteRefusedError

NOT_NOW = (429, 503)
#: How often one thing is asked for; the most seconds between, and those where the city names none.
TRIES, LONGEST, USUAL = 6, 60, 2


@dataclass(frozen=True)
class Patient:
    """``sleep`` waits so many seconds."""

    site: OneSite
    sleep: Callable[[float], None] = time.sleep

    def get(self, path: str) -> bytes:
        """Raises ``SiteUnreachableError``, ``SiteRefusedError``."""
        for _ in range(TRIES - 1):
            try:
                return self.site.get(path)
            except SiteRefusedError as error:
                if error.status not in NOT_NOW:
                    raise
                self.sleep(min(USUAL if error.wait is None else max(error.wait, 1), LONGEST))
        return self.site.get(path)
