"""The server process: gateway, pages and, in the embedded default, the engine; a worker beside it.

The port is bound before anything else starts. Everything that was started here is stopped here, in
the opposite order, whatever ends the server.
"""

import asyncio
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import ExitStack, asynccontextmanager
from functools import partial

from a2wsgi import WSGIMiddleware

from simin.config.engine import EngineThread
from simin.config.engine_lock import only_engine
from simin.config.environment import Environment
from simin.config.gateway import gateway_of
from simin.config.installation import Installation
from simin.kit.errors import SiminError
from simin.live.server import Company, allow_many_connections, build_server, listen


class EngineStoppedError(SiminError):
    """The engine ended by itself, and the server with it."""

    def __init__(self, failure: Exception) -> None:
        super().__init__(f"the engine stopped: {type(failure).__name__}: {failure}")


#: Threads that run Django; each may hold a database connection.
PAGE_THREADS = 8
#: Seconds that the worker is given to end.
WORKER_GRACE = 10
#: Real seconds between two looks at the worker.
WORKER_WATCH = 2


def run_server(
    installation: Installation,
    *,
    engine: bool,
    worker: bool,
    speed: float | None = None,
    welcome: Callable[[str], None] | None = None,
) -> None:
    """Serve until SIGINT or SIGTERM. Raises ``EngineRunsAlreadyError``, ``CannotListenError``."""
    with ExitStack() as stack:
        if engine:
            stack.enter_context(only_engine(installation.environment.home))
        _serve(installation, engine=engine, worker=worker, speed=speed, welcome=welcome)


def _serve(
    installation: Installation,
    *,
    engine: bool,
    worker: bool,
    speed: float | None,
    welcome: Callable[[str], None] | None,
) -> None:
    environment = installation.environment
    listener = listen(environment.host, environment.port)
    allow_many_connections()
    gateway = gateway_of(environment)

    def stop() -> None:
        server.should_exit = True

    company: list[Company] = []
    if engine:
        thread = EngineThread(installation, on_frame=gateway.wake, speed=speed)
        company.append(partial(_engine_beside, thread, stop))
    if worker:
        company.append(_worker_beside)
    company.append(partial(_announced, welcome or _plain_welcome, environment))
    server = build_server(gateway, fallback=_pages(), company=company)
    server.run(sockets=[listener])
    if engine and thread.failure is not None:
        raise EngineStoppedError(thread.failure)


def _pages() -> WSGIMiddleware:
    from simin.config.wsgi import application

    return WSGIMiddleware(application, workers=PAGE_THREADS)  # type: ignore[arg-type]


def _plain_welcome(address: str) -> None:
    print(f"Simin is ready: {address}", flush=True)  # noqa: T201


@asynccontextmanager
async def _announced(
    welcome: Callable[[str], None], environment: Environment
) -> AsyncIterator[None]:
    host = "localhost" if environment.host in ("127.0.0.1", "::1") else environment.host
    await asyncio.to_thread(welcome, f"http://{host}:{environment.port}/")
    yield


@asynccontextmanager
async def _engine_beside(thread: EngineThread, stop: Callable[[], None]) -> AsyncIterator[None]:
    """A city without its engine would show old numbers as if they were new: both stop together."""
    thread.start()
    watch = asyncio.create_task(_stop_with(thread, stop))
    try:
        yield
    finally:
        watch.cancel()
        thread.stop()
        await asyncio.to_thread(thread.join)


async def _stop_with(thread: EngineThread, stop: Callable[[], None]) -> None:
    while thread.is_alive():
        await asyncio.sleep(1)
    stop()


@asynccontextmanager
async def _worker_beside() -> AsyncIterator[None]:
    """A worker process, started anew when it dies.

    It has a process group of its own: Ctrl-C reaches the server alone, which then ends it.
    """
    watch = asyncio.create_task(_keep_worker())
    try:
        yield
    finally:
        watch.cancel()
        await asyncio.gather(watch, return_exceptions=True)


async def _keep_worker() -> None:
    process = _start_worker()
    try:
        while True:
            await asyncio.sleep(WORKER_WATCH)
            if process.poll() is not None:
                process = _start_worker()
    finally:
        process.terminate()
        await asyncio.to_thread(_wait_for, process)


def _start_worker() -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "simin", "worker", "--with-parent"]
    return subprocess.Popen(command, stdin=subprocess.PIPE, process_group=0)  # noqa: S603 - ourselves


def _wait_for(process: subprocess.Popen[bytes]) -> None:
    try:
        process.wait(WORKER_GRACE)
    except subprocess.TimeoutExpired:
        process.kill()
