"""Wire the live gateway: which store it reads, which key its tickets carry. No Django here."""

from simin.config.environment import Environment
from simin.config.households import households
from simin.kit.tickets import TicketBooth
from simin.live.gateway import Gateway
from simin.live.log_door import LogDoor
from simin.live.server import allow_many_connections, build_server, listen
from simin.live.store import open_store


def gateway_of(environment: Environment) -> Gateway:
    return Gateway(open_store(environment.database_url), TicketBooth(environment.secret()))


def ensure_port_is_free(environment: Environment) -> None:
    """Raises ``CannotListenError`` before any long work."""
    listen(environment.host, environment.port).close()


def run_gateway(environment: Environment) -> None:
    """Serve the gateway alone until a signal."""
    listener = listen(environment.host, environment.port)
    allow_many_connections()
    server = build_server(
        gateway_of(environment),
        doors=[LogDoor(environment.log_folder)],
        household=households(environment),
    )
    print(f"Simin's gateway is ready: http://{environment.host}:{environment.port}/", flush=True)  # noqa: T201
    server.run(sockets=[listener])
