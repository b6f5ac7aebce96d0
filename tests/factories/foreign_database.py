"""Another system's database: a register of building permits, and how a feed asks for it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from simin.ingest.feeds import Column, Feed, Mapping, Schedule
from simin.kit.databases import Databases
from simin.kit.http import Outgoing, Secrets

_TABLE = """CREATE TABLE permit (
  number INTEGER PRIMARY KEY, title VARCHAR(80), area DECIMAL(9, 2), changed TIMESTAMP NULL
)"""
#: Number, title, area, changed; three of them changed in the same second.
PERMITS = [
    (1, "다세대주택 신축", "1284.50", "2026-01-05 09:00:00"),
    (2, "근린생활시설 증축", "312.00", "2026-01-06 10:30:00"),
    (3, "업무시설 대수선", "88.10", "2026-01-06 10:30:00"),
    (4, "창고 용도변경", None, "2026-01-06 10:30:00"),
    (5, "공동주택 신축", "20480.00", "2026-01-07 08:15:00"),
    (6, "단독주택 철거", "64.00", "2026-01-08 16:40:00"),
    (7, "교육시설 증축", "731.25", "2026-01-09 11:05:00"),
]


@dataclass(frozen=True)
class Foreign:
    """A database with the permits in it."""

    scheme: str
    address: str
    connect: Callable[[], Any]
    #: As the city's ``private_hosts`` must name it.
    private: str
    user: str = ""
    password: str = ""

    def client(self) -> Databases:
        return Databases(private_hosts=[self.private])

    def feed(self, statement: str, **options: Any) -> Feed:
        columns = (
            Column(field="title", to="title", type="text"),
            Column(field="area", to="area", unit="m²"),
        )
        return Feed(
            id="permits",
            kind="sql",
            source="network",
            address=self.address,
            schedule=Schedule(every=60),
            mapping=Mapping(into="row", key=("number",), columns=columns),
            options={"statement": statement, **options},
            licence="CC0-1.0",
            owner="climate",
        )

    def outgoing(self, body: bytes | None) -> Outgoing:
        headers = {"user": self.user, "password": "{secret:word}"} if self.password else {}
        headers |= {"user": self.user} if self.user else {}
        return Outgoing(self.address, "QUERY", headers, body, Secrets({"word": self.password}))

    def count(self) -> int:
        connection = self.connect()
        cursor = connection.cursor()
        cursor.execute("SELECT count(*) FROM permit")
        found = cursor.fetchone()[0]
        connection.close()
        return int(found)


def filled(foreign: Foreign) -> Foreign:
    connection = foreign.connect()
    cursor = connection.cursor()
    cursor.execute(_TABLE)
    mark = "?" if foreign.scheme == "sqlite" else "%s"
    cursor.executemany(f"INSERT INTO permit VALUES ({', '.join([mark] * 4)})", PERMITS)
    connection.commit()
    connection.close()
    return foreign
