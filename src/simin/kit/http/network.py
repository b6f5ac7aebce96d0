"""Where sockets are opened: the name is resolved once, and the judged address is the one dialled.

The guard sits below HTTP and TLS, so a pooled connection, a redirect and a retry all come past it,
and the certificate is still checked against the name.
"""

import asyncio
import socket
from collections.abc import Collection, Iterable, Sequence
from typing import Protocol

import httpcore

from simin.kit.http.addresses import refusal
from simin.kit.http.errors import AddressRefusedError, UnreachableError

type SocketOption = (
    tuple[int, int, int] | tuple[int, int, bytes | bytearray] | tuple[int, int, None, int]
)


class Resolver(Protocol):
    """Turns a host name, or an address in any spelling, into IP addresses."""

    async def resolve(self, host: str, port: int) -> Sequence[str]:
        """Best first. Raises ``OSError`` where the name is unknown."""


class SystemResolver:
    """As the machine resolves."""

    async def resolve(self, host: str, port: int) -> Sequence[str]:
        loop = asyncio.get_running_loop()
        found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        return tuple(dict.fromkeys(str(entry[4][0]) for entry in found))


class PrivateHosts:
    """Hosts that may be private because the city says so: ``host`` or ``host:port``."""

    def __init__(self, hosts: Collection[str] = ()) -> None:
        self._hosts = {host.lower().rstrip(".") for host in hosts}

    def allow(self, host: str, port: int) -> bool:
        host = host.lower().rstrip(".")
        authority = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
        return host in self._hosts or authority in self._hosts


class GuardedNetwork(httpcore.AsyncNetworkBackend):
    """Opens TCP connections to addresses that were judged, and to no others."""

    def __init__(
        self,
        resolver: Resolver,
        private: PrivateHosts,
        dialler: httpcore.AsyncNetworkBackend | None = None,
    ) -> None:
        self._resolver = resolver
        self._private = private
        self._dialler = dialler or httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[SocketOption] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """To the first good address that answers; a bad one only rules itself out."""
        failure: Exception = UnreachableError(f"{host} has no address")
        for address in await self.judged(host, port):
            try:
                return await self._dialler.connect_tcp(
                    address, port, timeout, local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure

    async def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,
        socket_options: Iterable[SocketOption] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        raise AddressRefusedError("a local socket is no address of a source")

    async def sleep(self, seconds: float) -> None:
        await self._dialler.sleep(seconds)

    async def judged(self, host: str, port: int) -> Sequence[str]:
        """The addresses of ``host`` that may be dialled; at least one, or it raises.

        For clients of other protocols, which dial one of them and check the name by TLS.
        """
        found = await self._resolved(host, port)
        if not found:
            raise UnreachableError(f"{host} has no address")
        allowed = self._private.allow(host, port)
        good = [one for one in found if refusal(one, private_allowed=allowed) is None]
        if not good:
            kind = refusal(found[0], private_allowed=allowed)
            raise AddressRefusedError(f"{host} resolves to a {kind} address")
        return good

    async def _resolved(self, host: str, port: int) -> Sequence[str]:
        try:
            return await self._resolver.resolve(host, port)
        except (OSError, UnicodeError):
            pass
        raise UnreachableError(f"the name {host} does not resolve")
