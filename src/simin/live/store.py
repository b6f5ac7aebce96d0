"""Where the gateway reads frames: a port, since a city keeps them in SQLite or in PostgreSQL.

Both stores read the picture's tables by plain SQL (``simin.domains.picture.models`` is the
contract), and the signals of calls (``simin.domains.field.models``). A store never writes, and may
be called from several threads at once. Every read may raise ``StoreUnavailableError``; the gateway
then goes on with what it has and asks again.
"""

from typing import NamedTuple, Protocol

from simin.domains.picture.frame import View
from simin.live.frames import StoredFrame


class Span(NamedTuple):
    """The frames that are kept; both 0 where there is none."""

    oldest: int
    head: int


class Checkpoint(NamedTuple):
    """A snapshot at ``number``, zlib-compressed wire bytes."""

    number: int
    compressed: bytes


class FrameStore(Protocol):
    """Reads frames and checkpoints."""

    #: Whether ``after`` takes microseconds and waits for no network: then the event loop calls it
    #: itself, which on a busy machine saves a frame two turns of the scheduler.
    is_local: bool

    def span(self) -> Span: ...

    def after(self, number: int, limit: int) -> list[StoredFrame]:
        """At most ``limit`` frames that follow ``number``, in order."""

    def frame(self, number: int) -> StoredFrame | None: ...

    def checkpoint(self, number: int, view: View) -> Checkpoint | None:
        """The newest checkpoint at or before ``number``."""

    def signals(self, inbox: str, after: int) -> list[tuple[int, str]]:
        """Position and JSON of what was put into ``inbox`` after a position, in order."""

    def close(self) -> None: ...


def open_store(database_url: str) -> FrameStore:
    """The store behind ``sqlite:///PATH`` or ``postgresql://…``; connects at the first read."""
    if database_url.startswith("sqlite:"):
        from simin.live.sqlite_store import SqliteStore  # noqa: PLC0415

        return SqliteStore.at(database_url)
    # psycopg is an extra, and half of the start-up time.
    from simin.live.postgresql_store import PostgresqlStore  # noqa: PLC0415

    return PostgresqlStore(database_url)
