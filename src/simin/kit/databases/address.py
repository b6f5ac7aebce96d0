"""The address of a database: ``postgresql://host:port/name``, ``mysql://…``, ``sqlite:///file``.

User and password never stand in it: they travel beside it as secrets do. Pure.
"""

from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from simin.kit.http import AddressRefusedError

PORTS = {"postgresql": 5432, "mysql": 3306}
SQLITE = "sqlite"
SCHEMES = (*PORTS, SQLITE)


@dataclass(frozen=True, slots=True)
class Address:
    """Where a database is."""

    scheme: str
    #: Empty for SQLite.
    host: str
    #: 0 for SQLite.
    port: int
    #: Name of the database; of SQLite the absolute path of its file.
    name: str


def parse(url: str) -> Address:
    """Raises ``AddressRefusedError``, whose reason does not quote ``url``."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise AddressRefusedError("the address is not well formed") from None
    if parts.scheme not in SCHEMES:
        raise AddressRefusedError(f"the address begins with none of {', '.join(SCHEMES)}")
    if parts.username is not None or parts.password is not None:
        raise AddressRefusedError("the address holds a user or a password; use headers and secrets")
    if parts.query or parts.fragment:
        raise AddressRefusedError("the address of a database ends with its name")
    name = unquote(parts.path).removeprefix("/")
    if not name:
        raise AddressRefusedError("the address names no database")
    if parts.scheme == SQLITE:
        return _file(parts.hostname, name)
    if not parts.hostname:
        raise AddressRefusedError("the address has no host name")
    return Address(parts.scheme, parts.hostname.rstrip("."), port or PORTS[parts.scheme], name)


def _file(host: str | None, name: str) -> Address:
    if host:
        raise AddressRefusedError("write sqlite:/// and the absolute path of the file")
    return Address(SQLITE, "", 0, f"/{name.lstrip('/')}")
