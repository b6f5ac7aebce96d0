"""Wire the live gateway: which store it reads, which key its tickets carry. No Django here."""

from simin.config.environment import Environment
from simin.kit.tickets import TicketBooth
from simin.live.gateway import Gateway
from simin.live.store import FrameStore


def store_of(environment: Environment) -> FrameStore:
    """The frames of the installation's database."""
    url = environment.database_url
    if url.startswith("sqlite:///"):
        from simin.live.sqlite_store import SqliteStore

        return SqliteStore(url.removeprefix("sqlite:///"))
    from simin.live.postgresql_store import PostgresqlStore

    return PostgresqlStore(url)


def gateway_of(environment: Environment) -> Gateway:
    return Gateway(store_of(environment), booth=TicketBooth(environment.secret()))
