"""Opens a session that can only read, at an address that was judged.

Each database is told so in its own way and told to give up by itself when time is over: a thread
that waits for a database cannot be ended from outside.
"""

import socket
import sqlite3
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import certifi

from simin.kit.databases.address import SQLITE, Address
from simin.kit.databases.errors import DriverMissingError

if TYPE_CHECKING:
    from sqlalchemy import Engine

#: Steps of SQLite's machine between two looks at the clock.
_STEPS = 10_000
#: Seconds for which MySQL may be late to say that it gave up.
_LATE = 2.0
_DRIVERS = {"postgresql": "postgresql+psycopg", "mysql": "mysql+pymysql", SQLITE: "sqlite"}


@dataclass(frozen=True)
class Session:
    """What a session is opened with."""

    address: Address
    #: Judged IP address; empty for SQLite.
    ip: str
    user: str
    password: str
    #: Whether TLS with a certificate for the name is demanded; else it is used where offered.
    tls: bool
    #: Seconds that connecting and each statement may take.
    seconds: float
    time_zone: str


def engine_of(session: Session) -> "Engine":
    """Opens its one connection when it is first used. Raises ``DriverMissingError``."""
    open_one = _OPENERS[session.address.scheme]
    try:
        from sqlalchemy import create_engine  # noqa: PLC0415
        from sqlalchemy.pool import NullPool  # noqa: PLC0415

        return create_engine(
            f"{_DRIVERS[session.address.scheme]}://",
            creator=lambda: open_one(session),
            poolclass=NullPool,
            hide_parameters=True,
        )
    except ImportError:
        raise DriverMissingError(
            "this installation lacks what feeds of kind sql need: pip install 'simin[databases]'"
        ) from None


def _postgresql(session: Session) -> Any:
    import psycopg  # noqa: PLC0415

    milliseconds = int(session.seconds * 1000)
    return psycopg.connect(
        host=session.address.host,
        hostaddr=session.ip,
        port=session.address.port,
        dbname=session.address.name,
        user=session.user,
        password=session.password,
        connect_timeout=max(2, int(session.seconds)),
        sslmode="verify-full" if session.tls else "prefer",
        sslrootcert=certifi.where() if session.tls else None,
        application_name="simin",
        # A server that vanished says nothing more: its silence ends the wait, for no statement can.
        keepalives_idle=10,
        keepalives_interval=5,
        keepalives_count=3,
        tcp_user_timeout=milliseconds,
        options=(
            f"-c default_transaction_read_only=on -c statement_timeout={milliseconds} "
            f"-c TimeZone={session.time_zone}"
        ),
    )


def _mysql(session: Session) -> Any:
    import pymysql  # noqa: PLC0415

    connection = pymysql.connect(
        host=session.address.host,
        port=session.address.port,
        user=session.user,
        password=session.password,
        database=session.address.name,
        charset="utf8mb4",
        connect_timeout=max(1, int(session.seconds)),
        # The database gives up first; its silence alone would leave the statement running there.
        read_timeout=session.seconds + _LATE,
        write_timeout=session.seconds,
        init_command="SET SESSION TRANSACTION READ ONLY",
        local_infile=False,
        ssl=ssl.create_default_context(cafile=certifi.where()) if session.tls else None,
        defer_connect=True,
    )
    dialled = socket.create_connection((session.ip, session.address.port), session.seconds)
    dialled.settimeout(None)
    connection.connect(dialled)
    with connection.cursor() as cursor:
        cursor.execute(_limit(connection.get_server_info(), session.seconds))
    return connection


def _limit(version: str, seconds: float) -> str:
    """MariaDB and MySQL call it otherwise, and count in other units."""
    if "mariadb" in version.lower():
        return f"SET SESSION max_statement_time = {seconds:.3f}"
    return f"SET SESSION max_execution_time = {int(seconds * 1000):d}"


def _sqlite(session: Session) -> sqlite3.Connection:
    place = quote(session.address.name)
    connection = sqlite3.connect(f"file:{place}?mode=ro", uri=True, timeout=session.seconds)
    over = time.monotonic() + session.seconds
    connection.set_progress_handler(lambda: time.monotonic() > over, _STEPS)
    connection.execute("PRAGMA query_only = 1")
    return connection


_OPENERS: dict[str, Callable[[Session], Any]] = {
    "postgresql": _postgresql,
    "mysql": _mysql,
    SQLITE: _sqlite,
}
