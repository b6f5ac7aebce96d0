"""What the runner needs of the world: network, database, secrets. Tests bring doubles."""

from collections.abc import Callable, Sequence
from typing import Protocol

from simin.kit.disk import Shortage
from simin.kit.http import Answer, Limits, Outgoing, Secrets


class Network(Protocol):
    """Brings an answer; ``simin.kit.http.Client`` is the one."""

    async def fetch(self, outgoing: Outgoing, limits: Limits | None = None) -> Answer: ...


class Database(Protocol):
    """Does work with the database away from the loop, one piece after the other."""

    async def do[**P, T](self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T: ...


class Room(Protocol):
    """Knows whether there is room for what comes; ``simin.kit.disk.Disk`` is one."""

    def shortage(self) -> Shortage | None: ...


class Boundless:
    """Room without end, where nothing is kept or the database is elsewhere."""

    def shortage(self) -> None:
        return None


class SecretStore(Protocol):
    """Knows the secrets that this installation was given."""

    def secrets(self, names: Sequence[str]) -> Secrets:
        """Those of ``names`` that it knows."""

    def missing(self, names: Sequence[str]) -> tuple[str, ...]:
        """Those of ``names`` that it does not know."""
