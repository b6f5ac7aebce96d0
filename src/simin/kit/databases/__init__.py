"""Asks other systems' databases: one SELECT, read-only, within rows, bytes and seconds.

The server's name is resolved once and judged as every outbound address is; the judged address is
the one dialled, while TLS still checks the name. The database itself is told that the session may
not write, so that no cleverness of a statement matters. Secrets are filled in last and never stand
in what is raised.

Never here: what the rows mean, our own database.
"""

from simin.kit.databases.address import SCHEMES
from simin.kit.databases.client import Databases
from simin.kit.databases.query import Query, Reply, names_in

__all__ = ["SCHEMES", "Databases", "Query", "Reply", "names_in"]
