"""Wires the short way out for observations: to the store, and to what the picture withholds."""

from collections.abc import Callable, Collection

from simin.config.database_threads import DatabaseThreads
from simin.web.readings.application import Application, Readings, Scope
from simin.web.readings.documents import document
from simin.web.readings.kept import KeptAnswers
from simin.web.readings.questions import Question

#: Threads that ask the store, each with a connection of its own. More would only wait for each
#: other: an answer is computed, not fetched.
THREADS = 3


class Asking:
    """What the doors ask of the store."""

    def __init__(self) -> None:
        self.threads = DatabaseThreads("readings", THREADS)
        self._hidden: tuple[int, frozenset[str]] | None = None

    async def look(self) -> tuple[object, frozenset[str]]:
        return await self.threads.ask(self._look)

    async def make(self, asked: Question, hidden: Collection[str]) -> bytes:
        return await self.threads.ask(document, asked, hidden)

    def _look(self) -> tuple[object, frozenset[str]]:
        from simin.domains.observations import screens

        return screens.marks(), self._hidden_families()

    def _hidden_families(self) -> frozenset[str]:
        """Looked at anew with every frame, since a frame says what is withheld."""
        from simin.domains.picture import queries as picture
        from simin.web.sta.public_view import public_viewer

        head = picture.head()
        if self._hidden is None or self._hidden[0] != head:
            self._hidden = head, public_viewer().hidden
        return self._hidden[1]


def readings_before(
    behind: Application, household: Callable[[Scope], str]
) -> tuple[Readings, DatabaseThreads]:
    """The short way out in front of ``behind``, and its threads, which run beside the server."""
    asking = Asking()
    front = Readings(behind, KeptAnswers(asking.look), asking.make, household)
    return front, asking.threads
