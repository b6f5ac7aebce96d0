"""The server process: gateway, pages and the short ways; an engine and a worker beside it.

The port is bound before anything else starts. Everything that was started here is stopped here, in
the opposite order, whatever ends the server.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import ExitStack, asynccontextmanager
from functools import partial

from simin.config.answering import pages_of
from simin.config.beside import engine_beside, worker_beside
from simin.config.bodies import bodies_before
from simin.config.deliveries import take_deliveries
from simin.config.engine_lock import PATIENCE, SERVER, only_engine, only_process
from simin.config.environment import Environment
from simin.config.gateway import gateway_of
from simin.config.households import households
from simin.config.installation import Installation
from simin.config.intake import intake_before
from simin.config.readings import readings_before
from simin.kit.errors import SiminError
from simin.live.log_door import LogDoor
from simin.live.server import Company, allow_many_connections, build_server, listen


class EngineStoppedError(SiminError):
    """The engine ended by itself, and the server with it."""

    def __init__(self) -> None:
        super().__init__("the engine stopped by itself, and the server with it; its log says why")


def run_server(
    installation: Installation,
    *,
    engine: bool,
    worker: bool,
    speed: float | None = None,
    welcome: Callable[[str], None] | None = None,
) -> None:
    """Serve until SIGINT or SIGTERM.

    Raises ``EngineRunsAlreadyError``, ``CannotListenError``, ``EngineStoppedError``.
    """
    with ExitStack() as stack:
        if engine:
            home = installation.environment.home
            stack.enter_context(only_process(home, SERVER))
            with only_engine(home, patience=PATIENCE):
                pass  # the engine's process takes it again; here it is said before it starts
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
    take_deliveries(installation)
    engine_ended = False

    def stop() -> None:
        nonlocal engine_ended
        # Where the whole city is being stopped the engine may well be the first to end.
        engine_ended = not server.should_exit
        server.should_exit = True

    household = households(environment)
    readings, readers = readings_before(pages_of(environment), household)
    short_way, beside = intake_before(readings)
    pages = bodies_before(short_way, environment)
    company: list[Company] = [beside, readers.beside]
    if engine:
        company.append(partial(engine_beside, speed, gateway.wake, stop))
    if worker:
        company.append(worker_beside)
    company.append(partial(_announced, welcome or _plain_welcome, environment))
    doors = [LogDoor(environment.log_folder)]
    server = build_server(
        gateway, fallback=pages, company=company, doors=doors, household=household
    )
    server.run(sockets=[listener])
    if engine_ended:
        raise EngineStoppedError


def _plain_welcome(address: str) -> None:
    print(f"Simin is ready: {address}", flush=True)  # noqa: T201


@asynccontextmanager
async def _announced(
    welcome: Callable[[str], None], environment: Environment
) -> AsyncIterator[None]:
    host = "localhost" if environment.host in ("127.0.0.1", "::1") else environment.host
    await asyncio.to_thread(welcome, f"http://{host}:{environment.port}/")
    yield
