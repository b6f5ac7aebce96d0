"""An initialised data folder, opened: its pack is read, Django is ready, the clock is wired.

Everything that runs a city starts here, so every process refuses the same things with the same
sentence. Nothing is written here.
"""

import tomllib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from simin.config.django_ready import make_ready
from simin.config.environment import Environment
from simin.kit.clock import wire
from simin.kit.errors import RejectedError, SiminError

if TYPE_CHECKING:
    from simin.ingest.pack import Pack

#: Written last by ``initialise``: its presence means that the city is whole.
MARK = "simin.toml"


class NotInitialisedError(SiminError):
    """There is no city in the data folder."""

    def __init__(self, home: Path) -> None:
        super().__init__(f"there is no city in {home}; make one with: simin init seoul")


@dataclass(frozen=True)
class Installation:
    """What a running city stands on."""

    environment: Environment
    pack: "Pack"


def pack_name(environment: Environment) -> str:
    """The pack that the city was made from. Raises ``NotInitialisedError``."""
    mark = environment.home / MARK
    if not mark.exists():
        raise NotInitialisedError(environment.home)
    try:
        return str(_told(environment)["pack"])
    except (tomllib.TOMLDecodeError, KeyError) as error:
        raise RejectedError(str(mark), f"does not name the city's pack: {error}") from error


def lives_in_real_time(environment: Environment) -> bool:
    """Whether the pack's demonstration was declined when the city was made."""
    return bool(_told(environment).get("real_time", False))


def _told(environment: Environment) -> dict[str, Any]:
    return tomllib.loads((environment.home / MARK).read_text())


def _ensure_of_this_version() -> None:
    """A database that cannot be asked now is waited for by whoever needs it."""
    from django.db import Error

    from simin.config.database_version import DatabaseBehindError, missing_migrations

    with suppress(Error):
        if missing := missing_migrations():
            raise DatabaseBehindError(missing)


@contextmanager
def opened(environment: Environment, *, plays: bool = False) -> Iterator[Installation]:
    """The city of the data folder, ready to be run.

    Who ``plays`` it also has every row of its recordings checked: a damaged file is named before
    anything starts, not when its hour comes. Raises ``PackDamagedError``, and
    ``DatabaseBehindError`` after an upgrade that was not finished.
    """
    name = pack_name(environment)
    make_ready()
    _ensure_of_this_version()
    from simin.ingest.city_time import StoredClock
    from simin.ingest.pack import find_pack, in_real_time, read_pack

    pack = read_pack(find_pack(name), verify_recordings=plays)
    if lives_in_real_time(environment):
        pack = in_real_time(pack)
    wire(StoredClock())
    yield Installation(environment, pack)
