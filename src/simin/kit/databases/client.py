"""The client: judges where it would go, opens a session that can only read, asks once.

Speaks as the HTTP client does, so that whoever asks need not know which of the two answers: the
query is the body, user and password are headers, and what comes back is an answer of status 200.
"""

import asyncio
from collections.abc import Collection
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import msgspec

from simin.kit.databases.address import SQLITE, Address, parse
from simin.kit.databases.errors import StatementRefusedError
from simin.kit.databases.failures import told
from simin.kit.databases.query import Query
from simin.kit.databases.reading import read
from simin.kit.databases.sessions import Session, engine_of
from simin.kit.http import (
    AddressRefusedError,
    Answer,
    AnswerTooSlowError,
    FetchError,
    Limits,
    Outgoing,
    UnreachableError,
)
from simin.kit.http.network import GuardedNetwork, PrivateHosts, Resolver, SystemResolver

#: Seconds that a database gets to give up by itself before we do.
_GRACE = 2.0
#: Databases that are read at the same time.
_AT_ONCE = 8


class Databases:
    """Reads databases; ``private_hosts`` also lists the files of SQLite that may be read."""

    def __init__(
        self, *, private_hosts: Collection[str] = (), resolver: Resolver | None = None
    ) -> None:
        self._private = PrivateHosts(private_hosts)
        self._files = frozenset(host for host in private_hosts if host.startswith("/"))
        self._network = GuardedNetwork(resolver or SystemResolver(), self._private)
        # Threads of their own: those that a dead server holds are none that read names or answers.
        self._threads = ThreadPoolExecutor(_AT_ONCE, "databases")

    async def fetch(self, outgoing: Outgoing, limits: Limits | None = None) -> Answer:
        """The rows. Raises ``FetchError``."""
        limits = limits or Limits()
        address = parse(outgoing.url)
        query = msgspec.json.decode(outgoing.body or b"{}", type=Query)
        failure: FetchError
        try:
            async with asyncio.timeout(limits.seconds):
                session = await self._session(address, outgoing, query, limits)
                asked = partial(_asked, session, query, limits.bytes)
                body = await asyncio.get_running_loop().run_in_executor(self._threads, asked)
                return Answer(200, {"content-type": "application/json"}, body, outgoing.url)
        except FetchError as error:
            failure = type(error)(outgoing.secrets.hide(error.reason))
        except TimeoutError:
            failure = AnswerTooSlowError(f"no answer came within {limits.seconds:g} s")
        raise failure

    async def _session(
        self, address: Address, outgoing: Outgoing, query: Query, limits: Limits
    ) -> Session:
        login = {name.lower(): outgoing.secrets.fill(v) for name, v in outgoing.headers.items()}
        return Session(
            address,
            await self._judged(address),
            login.get("user", ""),
            login.get("password", ""),
            tls=address.scheme != SQLITE and not self._private.allow(address.host, address.port),
            seconds=max(limits.seconds - _GRACE, limits.seconds / 2),
            time_zone=query.time_zone,
        )

    async def _judged(self, address: Address) -> str:
        if address.scheme != SQLITE:
            return (await self._network.judged(address.host, address.port))[0]
        if str(Path(address.name).resolve()) not in self._files:
            raise AddressRefusedError("the file is not among the city's private_hosts")
        return ""


def _asked(session: Session, query: Query, most_bytes: int) -> bytes:
    """In a thread. The library's exception is let go: its text may hold more than we may show."""
    engine = engine_of(session)
    from sqlalchemy.exc import DBAPIError, SQLAlchemyError  # noqa: PLC0415

    failure: FetchError
    try:
        return read(engine, query, most_bytes)
    except DBAPIError as error:
        failure = told(error.orig)
    except OSError:
        failure = UnreachableError("no connection to the database came about")
    except (SQLAlchemyError, KeyError):
        failure = StatementRefusedError("the statement cannot be put to this database")
    finally:
        engine.dispose()
    raise failure
