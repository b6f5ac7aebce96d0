"""An address taken apart once. Nothing after this parses it again, so no two parsers can differ."""

import re
from dataclasses import dataclass
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from simin.kit.http.errors import AddressRefusedError

_PORTS = {"http": 80, "https": 443}
#: Left as they are; all else that is not ASCII or not allowed in an address is percent-encoded.
_KEPT = "/%:@!$&'()*+,;=~-._?[]"
#: Read by some parsers as a separator, dropped by others.
_AMBIGUOUS = re.compile(r"[\x00-\x20\x7f\\]")


@dataclass(frozen=True, slots=True)
class Address:
    """Where to connect, and what to ask for there."""

    scheme: str
    #: Lower case, ASCII (IDNA), without brackets.
    host: str
    port: int
    #: Path and query, percent-encoded.
    target: str

    @property
    def origin(self) -> tuple[str, str, int]:
        return self.scheme, self.host, self.port

    @property
    def authority(self) -> str:
        """As the header ``Host`` wants it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"

    def text(self) -> str:
        return f"{self.scheme}://{self.authority}{self.target}"

    def after(self, location: str) -> "Address":
        """Where a redirect from here leads. Raises ``AddressRefusedError``."""
        return parse(urljoin(self.text(), location.strip()))


def parse(url: str) -> Address:
    """``url`` taken apart. Raises ``AddressRefusedError``; its reason does not quote ``url``."""
    if _AMBIGUOUS.search(url):
        raise AddressRefusedError("the address holds a blank, a backslash or a control character")
    parts, port = _split(url)
    if parts.scheme not in _PORTS:
        raise AddressRefusedError("the address begins with neither http:// nor https://")
    if parts.username is not None or parts.password is not None:
        raise AddressRefusedError("the address holds a user or a password; use a secret")
    return Address(parts.scheme, _host(parts), port or _PORTS[parts.scheme], _target(parts))


def _split(url: str) -> tuple[SplitResult, int | None]:
    try:
        parts = urlsplit(url)
        return parts, parts.port
    except ValueError:
        pass
    raise AddressRefusedError("the address is not well formed")


def _host(parts: SplitResult) -> str:
    host = (parts.hostname or "").rstrip(".")
    if not host or "{" in parts.netloc:
        raise AddressRefusedError("the address has no plain host name")
    if host.isascii():
        return host
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        pass
    raise AddressRefusedError("the address has no host name that can be resolved")


def _target(parts: SplitResult) -> str:
    path = quote(parts.path or "/", safe=_KEPT)
    return f"{path}?{quote(parts.query, safe=_KEPT)}" if parts.query else path
