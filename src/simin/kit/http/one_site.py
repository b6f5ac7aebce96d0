"""Asks one site, whose address the person at the keyboard has just typed.

That is why nothing is guarded here but the amounts: whoever runs a command may ask what he likes of
his own machine. Configured addresses never come this way (``client``). No redirect is followed, so
that what was checked is what was named; connections are kept, one a thread.
"""

import contextlib
import gzip
import http.client
import ssl
import threading
import zlib
from urllib.parse import urlsplit

import certifi

from simin.kit.errors import RejectedError, SiminError

#: Bytes of one answer, unpacked.
LARGEST = 256 << 20
SECONDS = 30.0


class SiteUnreachableError(SiminError):
    """The site does not answer, or not in HTTP."""


class SiteRefusedError(SiminError):
    """The site answers that it will not."""

    def __init__(self, path: str, status: int, said: bytes, wait: str = "") -> None:
        words = said[:200].decode(errors="replace").strip()
        super().__init__(f"{path} was answered with {status}: {words}")
        self.status = status
        #: Seconds after which it may be asked again, where the site says so in numbers.
        self.wait = int(wait) if wait.isascii() and wait.isdigit() and len(wait) < 10 else None


class OneSite:
    """The site at ``address`` (``https://city.example``); usable from several threads."""

    def __init__(self, address: str, *, seconds: float = SECONDS) -> None:
        """Raises ``RejectedError`` for what is no address of a site."""
        parts = urlsplit(address if "//" in address else f"https://{address}")
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.query:
            raise RejectedError("URL", f"{address!r} is no address such as https://city.example")
        try:
            self._port = parts.port
        except ValueError as error:
            raise RejectedError("URL", f"{address!r} has no port that there is") from error
        self._scheme, self._host = parts.scheme, parts.hostname
        self._path, self._seconds = parts.path.rstrip("/"), seconds
        self._here = threading.local()

    @property
    def address(self) -> str:
        port = f":{self._port}" if self._port else ""
        host = f"[{self._host}]" if ":" in self._host else self._host
        return f"{self._scheme}://{host}{port}{self._path}"

    def get(self, path: str) -> bytes:
        """The answer's bytes. Raises ``SiteUnreachableError``, ``SiteRefusedError``."""
        for again in (True, False):
            try:
                return self._ask(path)
            except (http.client.RemoteDisconnected, BrokenPipeError, ConnectionResetError) as error:
                self._forget()  # a connection that was kept and has been closed since
                if not again:
                    raise SiteUnreachableError(f"{self.address}: {error}") from error
            except (OSError, http.client.HTTPException, zlib.error, EOFError) as error:
                self._forget()
                raise SiteUnreachableError(f"{self.address}: {error or type(error)}") from error
        raise AssertionError

    def _ask(self, path: str) -> bytes:
        connection = self._connection()
        connection.request("GET", self._path + path, headers={"Accept-Encoding": "gzip"})
        answer = connection.getresponse()
        body = answer.read(LARGEST + 1)
        if len(body) > LARGEST:
            raise http.client.HTTPException(f"{path} has more than {LARGEST >> 20} MiB")
        if answer.status in (301, 302, 303, 307, 308):
            raise SiteRefusedError(
                path, answer.status, f"go to {answer.headers['Location']}".encode()
            )
        if answer.status != 200:
            wait = answer.headers.get("Retry-After", "")
            raise SiteRefusedError(path, answer.status, body, wait.strip())
        return _unpacked(body) if answer.headers.get("Content-Encoding") == "gzip" else body

    def _connection(self) -> http.client.HTTPConnection:
        kept: http.client.HTTPConnection | None = getattr(self._here, "connection", None)
        if kept is None:
            kept = self._here.connection = self._connected()
        return kept

    def _connected(self) -> http.client.HTTPConnection:
        if self._scheme == "http":
            return http.client.HTTPConnection(self._host, self._port, timeout=self._seconds)
        context = ssl.create_default_context(cafile=certifi.where())
        context.load_default_certs()
        return http.client.HTTPSConnection(
            self._host, self._port, timeout=self._seconds, context=context
        )

    def _forget(self) -> None:
        kept = getattr(self._here, "connection", None)
        self._here.connection = None
        if kept is not None:
            with contextlib.suppress(OSError):
                kept.close()


def _unpacked(body: bytes) -> bytes:
    unpacking = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    plain = unpacking.decompress(body, LARGEST + 1)
    if len(plain) > LARGEST or not unpacking.eof:
        raise gzip.BadGzipFile(f"more than {LARGEST >> 20} MiB, or cut off")
    return plain
