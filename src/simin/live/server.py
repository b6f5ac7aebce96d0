"""One server process: the gateway's paths, everything else to another application, and its company.

The port is bound before anything else starts, so that a port in use is one clear sentence. What has
to run beside the server (the gateway itself, the engine) is entered before the first request and
left after the last. There is no access log: query strings carry tickets.
"""

import asyncio
import contextlib
import errno
import os
import socket
from collections.abc import AsyncIterator, Callable, Generator, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any, Protocol

import uvicorn

from simin.kit.addresses import household_of
from simin.live.answers import Receive, Send
from simin.live.asgi import Household, LiveApp, Scope
from simin.live.errors import CannotListenError
from simin.live.gateway import Gateway
from simin.live.protocol import protocol_for

#: What runs beside the server: entered at start, left at the end.
type Company = Callable[[], AbstractAsyncContextManager[object]]
type Application = Callable[[Any, Any, Any], Any]


class Door(Protocol):
    """An ASGI application for some paths that it knows itself."""

    def answers(self, path: str) -> bool: ...

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None: ...


BACKLOG = 4096
#: Seconds that unfinished answers are given when the server stops.
GRACE_SECONDS = 5
#: Open files that streams leave to everything else.
SPARE_FILES = 256
#: Seconds between two looks at the clock for the ``Date`` header.
TICK_SECONDS = 1.0


def listen(host: str, port: int) -> socket.socket:
    """A listening socket; raises ``CannotListenError``. Port 0 takes a free one."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listener = socket.socket(family, kind, protocol)
    except OSError as error:
        raise CannotListenError(host, port, str(error.strerror)) from error
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(BACKLOG)
    except OSError as error:
        listener.close()
        raise CannotListenError(host, port, _reason(error)) from error
    listener.setblocking(False)
    return listener


def _reason(error: OSError) -> str:
    known = {
        errno.EADDRINUSE: "the port is in use",
        errno.EACCES: "this account may not use the port",
        errno.EADDRNOTAVAIL: "this machine has no such address",
    }
    return known.get(error.errno or 0, os.strerror(error.errno or 0))


def allow_many_connections() -> int:
    """Raise this process's limit of open files as far as it may; the limit."""
    return open_files(raised=True)


def open_files(*, raised: bool = False) -> int:
    """How many files and sockets this process may have open."""
    import resource  # noqa: PLC0415 (not on Windows)

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if raised and soft < hard:
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
        return hard
    return soft


def by_peer(scope: Scope) -> str:
    """Whose a request is where no proxy stands before us."""
    return household_of((scope.get("client") or ("",))[0])


class Server(uvicorn.Server):
    """uvicorn that stops on SIGINT and SIGTERM and returns, instead of dying of the signal.

    It also sleeps until it is told to stop, where uvicorn looks ten times a second: that alone
    cost as much as two hundred viewers.
    """

    _stopping = False
    _told: Callable[[], object] | None = None

    @property
    def should_exit(self) -> bool:
        """Set it, from any thread or a signal, to stop the server."""
        return self._stopping

    @should_exit.setter
    def should_exit(self, stopping: bool) -> None:
        self._stopping = stopping
        if self._told is not None:
            self._told()

    async def main_loop(self) -> None:
        loop, told = asyncio.get_running_loop(), asyncio.Event()
        self._told = lambda: loop.call_soon_threadsafe(told.set)
        while not await self.on_tick(0):
            told.clear()
            if self.should_exit:
                continue
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(TICK_SECONDS):
                    await told.wait()
        self._told = None

    @contextlib.contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        with super().capture_signals():
            yield
            self._captured_signals.clear()


def build_server(
    gateway: Gateway,
    *,
    fallback: Application | None = None,
    company: Sequence[Company] = (),
    certificate: Path | None = None,
    doors: Sequence[Door] = (),
    household: Household = by_peer,
) -> Server:
    """A server for the gateway; ``run(sockets=[listen(…)])`` runs it until a signal or
    ``should_exit``.

    ``doors`` answer what they say they do; ``fallback`` is the ASGI application for the rest;
    ``household`` tells whose limits a request counts for;
    ``company`` runs beside the server; ``certificate`` (PEM, with its key) makes it speak TLS,
    where no proxy in front does.
    """
    config = uvicorn.Config(
        SiteApp(gateway, fallback, company, doors, household),
        http=protocol_for(gateway),
        ws="none",
        loop="auto",
        lifespan="on",
        interface="asgi3",
        backlog=BACKLOG,
        log_config=None,
        access_log=False,
        server_header=False,
        ssl_certfile=certificate,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )
    return Server(config)


class SiteApp:
    """The whole site: the gateway, what stands behind it, and what runs beside both."""

    def __init__(
        self,
        gateway: Gateway,
        fallback: Application | None,
        company: Sequence[Company],
        doors: Sequence[Door],
        household: Household,
    ) -> None:
        self._gateway = gateway
        self._doors = doors
        self._live = LiveApp(gateway, household)
        self._fallback = fallback
        self._company: list[Company] = [lambda: following(gateway), *company]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._live_through(receive, send)
            return
        scope["headers"] = _unmistakable(scope["headers"])
        if door := next((one for one in self._doors if one.answers(scope["path"])), None):
            await door(scope, receive, send)
        elif self._fallback is None or self._live.answers(scope["path"]):
            await self._live(scope, receive, send)
        else:
            await self._fallback(scope, receive, send)

    async def _live_through(self, receive: Receive, send: Send) -> None:
        await receive()
        async with AsyncExitStack() as stack:
            for companion in self._company:
                await stack.enter_async_context(companion())
            await send({"type": "lifespan.startup.complete"})
            await receive()
        await send({"type": "lifespan.shutdown.complete"})


def _unmistakable(headers: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """Without names that WSGI takes for others: ``X_Forwarded_For`` is nobody's but a forger's."""
    if any(b"_" in name for name, _ in headers):
        return [header for header in headers if b"_" not in header[0]]
    return headers


@asynccontextmanager
async def following(gateway: Gateway) -> AsyncIterator[None]:
    """The gateway follows its store; it has looked once before the first request is answered."""
    gateway.most_viewers = min(gateway.most_viewers, max(open_files() - SPARE_FILES, 1))
    await gateway.look()
    task = asyncio.create_task(gateway.run())
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task
        gateway.store.close()
