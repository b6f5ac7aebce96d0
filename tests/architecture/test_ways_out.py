"""Invariant 9: nothing opens a connection to an address that it was given but the guarded client.

Whatever else can open one is named here with its reason. Who comes new asks first whether
``simin.kit.http`` would do; see docs/adr/0011-one-guarded-way-out.md.
"""

import ast

from tests.architecture.tree import PACKAGE, imported, modules, parsed

#: Modules with which a process reaches others.
REACHING = {
    "aiohttp", "aiomqtt", "aiosmtplib", "asyncio.streams", "ftplib", "http.client", "httpcore",
    "httpx", "imaplib", "paho", "poplib", "psycopg", "pymysql", "requests", "smtplib", "socket",
    "sqlalchemy", "telnetlib", "urllib.request", "urllib3", "websockets", "xmlrpc.client",
}  # fmt: skip
#: Functions of asyncio and of its loops that do the same; no other module's are called so here.
OPENING = {
    "create_connection",
    "create_datagram_endpoint",
    "create_unix_connection",
    "open_connection",
    "open_unix_connection",
    "sock_connect",
}
#: The client that judges an address and dials what it judged.
GUARDED = {"kit/http/client.py", "kit/http/network.py"}
#: Protocols other than HTTP that dial the number that the guarded client's network judged.
JUDGED = {
    "config/pushed_feeds.py",
    "ingest/brokers/broker.py",
    "ingest/brokers/listener.py",
    "kit/databases/client.py",
    "kit/databases/reading.py",
    "kit/databases/sessions.py",
}
#: Where the installation's own settings say: its database, its broker, its mail server.
OWN = {
    "config/publication.py",
    "live/postgresql_store.py",
    "workflows/channels/posting.py",
}
#: The city that somebody names at their own command line, to check it from outside.
OUTSIDE = {"kit/http/one_site.py"}
#: Sockets on which others call us.
LISTENING = {"live/direct.py", "live/server.py", "live/stream.py"}


def test_nothing_else_opens_a_connection() -> None:
    found = {str(path.relative_to(PACKAGE)) for path in modules() if _reaches(parsed(path))}
    assert found == GUARDED | JUDGED | OWN | OUTSIDE | LISTENING


def test_a_connection_would_be_seen() -> None:
    for told in (
        "import aiomqtt",
        "from paho.mqtt import client",
        "from http import client",
        "def f():\n    import smtplib",
        "import asyncio\nasync def f():\n    await asyncio.open_connection('host', 80)",
        "async def f(loop):\n    await loop.create_connection(g, 'host', 80)",
        "from asyncio import open_connection as going",
    ):
        assert _reaches(ast.parse(told)), told
    assert not _reaches(ast.parse("from http import HTTPStatus\nimport asyncio"))


def _reaches(tree: ast.Module) -> bool:
    names = imported(tree)
    called = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    taken = {name.rpartition(".")[2] for name in names}
    return any(_is_of(name, names) for name in REACHING) or bool(OPENING & (called | taken))


def _is_of(module: str, names: set[str]) -> bool:
    return any(name == module or name.startswith(f"{module}.") for name in names)
