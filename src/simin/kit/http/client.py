"""The client: one fetch with its redirects, within bytes and seconds, secrets in and out again.

The order is what makes it safe: the address is taken apart, secrets are put in, the guarded network
dials, redirects start again from the first step. A redirect never carries headers to another
origin, never leaves TLS, and never leads to a host that is private by the city's leave: that leave
is for the feed that names the host.
"""

import asyncio
import ssl
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

import certifi
import httpcore

from simin.kit.http import decoding
from simin.kit.http.address import Address, parse
from simin.kit.http.errors import (
    AddressRefusedError,
    AnswerBrokenError,
    AnswerTooSlowError,
    FetchError,
    UnreachableError,
)
from simin.kit.http.network import GuardedNetwork, PrivateHosts, Resolver, SystemResolver
from simin.kit.http.quiet import silence_libraries
from simin.kit.http.secrets import Secrets

_REDIRECTS = {301, 302, 303, 307, 308}
#: httpcore's failures, the narrow ones first, and the sentence for each.
_FAILURES: tuple[tuple[type[Exception], type[FetchError], str], ...] = (
    (httpcore.TimeoutException, AnswerTooSlowError, "the source did not answer in time"),
    (httpcore.ConnectError, UnreachableError, "no connection to the source came about"),
    (httpcore.NetworkError, AnswerBrokenError, "the connection to the source broke off"),
    (httpcore.RemoteProtocolError, AnswerBrokenError, "the answer breaks off or is not HTTP"),
    (httpcore.LocalProtocolError, AddressRefusedError, "the request is not well formed"),
    (httpcore.UnsupportedProtocol, AddressRefusedError, "the address is not http or https"),
)
_KINDS = tuple(kind for kind, _, _ in _FAILURES)
_STEPS = ("connect", "read", "write", "pool")


@dataclass(frozen=True)
class Limits:
    """What one fetch may cost, redirects and body included."""

    #: From the first step to the last byte.
    seconds: float = 30.0
    #: Of the body, as sent and as decompressed.
    bytes: int = 32 * 1024 * 1024
    redirects: int = 5


@dataclass(frozen=True)
class Outgoing:
    """What is asked, with ``{secret:NAME}`` where secrets belong."""

    url: str
    method: str = "GET"
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes | None = None
    secrets: Secrets = field(default_factory=Secrets)


@dataclass(frozen=True)
class Answer:
    """What came; no secret in any of it."""

    status: int
    #: Names in lower case; of repeated ones the last.
    headers: dict[str, str]
    body: bytes = field(repr=False)
    #: Where it came from after redirects, placeholders in place.
    url: str


class Client:
    """Fetches addresses; ``private_hosts`` are those that the city allows to be private."""

    def __init__(
        self,
        *,
        private_hosts: Collection[str] = (),
        resolver: Resolver | None = None,
        dialler: httpcore.AsyncNetworkBackend | None = None,
        tls: ssl.SSLContext | None = None,
        agent: str = "Simin",
    ) -> None:
        silence_libraries()
        self._private = PrivateHosts(private_hosts)
        self._agent = agent
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=tls or _trusting_the_usual(),
            network_backend=GuardedNetwork(resolver or SystemResolver(), self._private, dialler),
            max_connections=64,
            max_keepalive_connections=16,
            keepalive_expiry=15.0,
        )

    async def aclose(self) -> None:
        await self._pool.aclose()

    async def fetch(self, outgoing: Outgoing, limits: Limits | None = None) -> Answer:
        """The answer, whatever its status. Raises ``FetchError``.

        The failure is raised after the library's exception was let go, so that not even the chain
        of exceptions leads to a request with a secret in it.
        """
        limits = limits or Limits()
        failure: FetchError
        try:
            async with asyncio.timeout(limits.seconds):
                return await self._follow(outgoing, limits)
        except FetchError as error:
            failure = type(error)(outgoing.secrets.hide(error.reason))
        except TimeoutError:
            failure = AnswerTooSlowError(f"no whole answer came within {limits.seconds:g} s")
        except _KINDS as error:
            failure = _told(error)
        raise failure

    async def _follow(self, outgoing: Outgoing, limits: Limits) -> Answer:
        parse(outgoing.url)  # as it is written: a secret may not make up the host
        first = here = parse(outgoing.secrets.fill(outgoing.url, in_url=True))
        method, body = outgoing.method.upper(), outgoing.body
        for _ in range(limits.redirects + 1):
            headers = self._headers(outgoing, here, same=_same_source(first, here))
            answer = await self._ask(here, method, headers, body, outgoing.secrets, limits)
            location = answer.headers.get("location")
            if answer.status not in _REDIRECTS or location is None:
                return answer
            method, body = _after_redirect(answer.status, method), None
            here = self._next(first, here, location, outgoing.secrets)
        raise AddressRefusedError(f"the source redirects more than {limits.redirects} times")

    def _next(self, first: Address, here: Address, location: str, secrets: Secrets) -> Address:
        """A placeholder in ``location`` is our secret, echoed, or bait; it stays at its source."""
        there = here.after(location)
        if _same_source(first, there):
            there = here.after(secrets.fill(location, in_url=True))
        if here.scheme == "https" and there.scheme != "https":
            raise AddressRefusedError("the source redirects from https to http")
        if there.origin != first.origin and self._private.allow(there.host, there.port):
            raise AddressRefusedError("the source redirects to a host that is not its own")
        return there

    def _headers(self, outgoing: Outgoing, here: Address, *, same: bool) -> list[tuple[str, str]]:
        """To another origin than the first only what says nothing of us goes along."""
        own = {"host", "accept-encoding", "content-length", "connection", "transfer-encoding"}
        headers = {"user-agent": self._agent, "accept": "*/*"}
        for name, value in outgoing.headers.items():
            if name.lower() not in own and (same or name.lower() == "accept"):
                headers[name.lower()] = outgoing.secrets.fill(value)
        headers |= {"host": here.authority, "accept-encoding": decoding.ACCEPTED}
        return list(headers.items())

    async def _ask(
        self,
        address: Address,
        method: str,
        headers: list[tuple[str, str]],
        body: bytes | None,
        secrets: Secrets,
        limits: Limits,
    ) -> Answer:
        content = secrets.fill_bytes(body) if body is not None else None
        if content is not None:
            headers = [*headers, ("content-length", str(len(content)))]
        request = httpcore.Request(
            method,
            httpcore.URL(
                scheme=address.scheme, host=address.host, port=address.port, target=address.target
            ),
            headers=headers,
            content=content,
            extensions={"timeout": dict.fromkeys(_STEPS, limits.seconds)},
        )
        response = await self._pool.handle_async_request(request)
        try:
            sent = _lower(response.headers, secrets)
            taken = await _taken(response, sent, limits)
        finally:
            await response.aclose()
        return Answer(
            response.status, sent, secrets.hide_bytes(taken), secrets.hide(address.text())
        )


async def _taken(response: httpcore.Response, headers: dict[str, str], limits: Limits) -> bytes:
    """The body; that of a redirect is nobody's concern and is not read."""
    if response.status in _REDIRECTS and "location" in headers:
        return b""
    body = decoding.Body(headers.get("content-encoding", ""), limits.bytes)
    async for chunk in response.aiter_stream():
        body.add(chunk)
    return body.whole()


def _same_source(first: Address, there: Address) -> bool:
    """The same origin, or the same host that asks to be spoken to over TLS."""
    secured = first.scheme == "http" and there.scheme == "https" and first.host == there.host
    return there.origin == first.origin or secured


def _after_redirect(status: int, method: str) -> str:
    if method in {"GET", "HEAD"}:
        return method
    if status == 303:
        return "GET"
    raise AddressRefusedError(f"the source redirects a {method}")


def _lower(headers: list[tuple[bytes, bytes]], secrets: Secrets) -> dict[str, str]:
    return {
        name.decode("latin-1").lower(): secrets.hide(value.decode("latin-1"))
        for name, value in headers
    }


def _told(error: Exception) -> FetchError:
    return next(
        failure(sentence) for kind, failure, sentence in _FAILURES if isinstance(error, kind)
    )


def _trusting_the_usual() -> ssl.SSLContext:
    """The machine's certificates, and certifi's for a container that has none."""
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context
