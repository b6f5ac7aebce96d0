"""Looks at one part of the installation after the other; changes nothing.

A part that cannot be looked at because another is wrong is left out: one fault, one finding.
"""

import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from simin.config.engine_lock import SERVER, EngineRunsAlreadyError, only_process
from simin.config.environment import Environment, HomeUnusableError
from simin.config.installation import NotInitialisedError, lives_in_real_time, pack_name
from simin.live.errors import CannotListenError
from simin.live.server import listen

#: Bytes that should be free in the data folder.
_ROOM = 1 << 30
#: How far ahead of this machine's clock a stored real time may stand.
_AHEAD = timedelta(minutes=1)


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at."""

    what: str
    good: bool
    says: str
    mend: str = ""


def check_all(environment: Environment) -> list[Finding]:
    """Every finding, in the order in which they should be mended."""
    return list(_findings(environment))


def _findings(environment: Environment) -> Iterator[Finding]:
    folder = _data_folder(environment)
    yield folder
    yield _port(environment)
    if not folder.good:
        return
    try:
        name = pack_name(environment)
    except NotInitialisedError as error:
        yield Finding("city", False, str(error), "run: simin init seoul (or simin demo)")
        return
    pack = check_pack(name)
    yield pack
    database = _database()
    yield database
    if pack.good and database.good:
        yield _clock(name)
        yield _log(environment)
        demonstration = not lives_in_real_time(environment) and _is_demonstration(name)
        yield check_accounts(demonstration=demonstration, host=environment.host)


def _log(environment: Environment) -> Finding:
    from simin.config.log_checkup import check_log
    from simin.domains.transparency.queries import submitted

    return check_log(environment, submitted())


def _data_folder(environment: Environment) -> Finding:
    try:
        environment.secret()
    except HomeUnusableError as error:
        return Finding("data folder", False, str(error), "set SIMIN_HOME to a folder of yours")
    free = shutil.disk_usage(environment.home).free
    if free < _ROOM:
        says = f"{environment.home} has {free >> 20} MiB left"
        return Finding("data folder", False, says, "make room: at least 1 GiB should be free")
    return Finding("data folder", True, f"{environment.home}, {free >> 30} GiB free")


def _port(environment: Environment) -> Finding:
    try:
        listen(environment.host, environment.port).close()
    except CannotListenError as error:
        if _runs(environment):
            says = f"{environment.host}:{environment.port} is used by this city, which is running"
            return Finding("port", True, says)
        return Finding("port", False, str(error), "stop what uses it, or set SIMIN_PORT")
    return Finding("port", True, f"{environment.host}:{environment.port} is free")


def _runs(environment: Environment) -> bool:
    """Whether a server of this city is up, with its engine."""
    try:
        with only_process(environment.home, SERVER):
            return False
    except EngineRunsAlreadyError:
        return True


def check_pack(name: str) -> Finding:
    """The pack as a whole, every row of its recordings included."""
    from simin.config.source_kinds import known_kinds
    from simin.ingest.pack import PackDamagedError, PackMissingError, find_pack, read_pack

    began = time.monotonic()
    try:
        pack = read_pack(find_pack(name), verify_recordings=True, kinds=known_kinds())
    except (PackDamagedError, PackMissingError) as error:
        return Finding("pack", False, str(error), "correct the named files, then check again")
    says = (
        f"{name}: {len(pack.districts)} districts, {len(pack.indicators)} indicators, "
        f"{len(pack.recordings)} recordings, read in {time.monotonic() - began:.1f} s"
    )
    return Finding("pack", True, says)


def _database() -> Finding:
    from simin.config.django_ready import make_ready

    make_ready()
    from django.db import Error, connection

    from simin.config.database_version import missing_migrations

    try:
        missing = missing_migrations()
    except Error as error:
        return Finding("database", False, str(error), "is SIMIN_DATABASE_URL right, is it running?")
    if missing:
        says = f"{missing} migrations are missing"
        return Finding("database", False, says, "run: simin manage migrate")
    return Finding("database", True, f"{connection.vendor}, all migrations applied")


def _clock(name: str) -> Finding:
    from simin.domains.picture import queries as picture
    from simin.domains.picture.frame import View
    from simin.ingest import city_time
    from simin.ingest.pack import find_pack, read_pack

    zone = read_pack(find_pack(name), verify_recordings=False).city.time_zone
    try:
        ZoneInfo(zone)
    except ZoneInfoNotFoundError:
        return Finding("clock", False, f"time zone {zone} is unknown here", "install tzdata")
    shown = picture.current(View.PUBLIC)
    newest = shown.at if shown else None
    if newest is not None and newest > datetime.now(UTC) + _AHEAD:
        says = f"the newest frame is from {newest:%Y-%m-%d %H:%M} UTC, which is yet to come"
        return Finding("clock", False, says, "set this machine's clock")
    row = city_time.position()
    now = row.played_until if row else datetime.now(UTC)
    replayed = f", replayed at {row.speed:g} times" if row else ""
    return Finding(
        "clock", True, f"city time {now.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M}{replayed}"
    )


def _is_demonstration(name: str) -> bool:
    from simin.ingest.pack import find_pack, read_pack

    return read_pack(find_pack(name), verify_recordings=False).city.demo is not None


def check_accounts(*, demonstration: bool, host: str = "127.0.0.1") -> Finding:
    """Invented accounts share a password that everyone knows; ``host`` is what is listened on."""
    from simin.domains.identity.queries import demo_accounts

    invented = ", ".join(account.username for account in demo_accounts())
    if invented and not demonstration:
        says = f"invented accounts can sign in with a password that is public: {invented}"
        return Finding("accounts", False, says, "close them: simin accounts close NAME")
    says = f"invented: {invented or 'none'}"
    if invented and host not in ("127.0.0.1", "::1", "localhost"):
        says += "; anyone who reaches this demonstration can sign in with the public password"
    return Finding("accounts", True, says)
