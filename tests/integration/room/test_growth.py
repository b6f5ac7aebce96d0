"""What the room asks for is bounded by what is open, however much is over.

As in ``tests/integration/observations/test_growth.py``: plans reach their rows through an index,
and a request sends as many statements after much history as after little.
"""

import re
from collections.abc import Callable, Mapping

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from simin.domains.incidents import queries
from tests.factories import incidents as happening
from tests.factories import room_town
from tests.factories.room_town import FIRE
from tests.integration.room.conftest import SignedIn

#: Tables that grow with every incident.
SCAN = re.compile(
    r"(SCAN|Seq Scan on) "
    r"incidents_(incident|timelineentry|searchword|unitassignment)\b(?! USING (COVERING )?INDEX)"
)
AT = f"/en/room/incident/{FIRE}"
STEP = {"state": "operating", "seen": "arrived"}
REQUESTS: Mapping[str, Callable[[Client], object]] = {
    "page": lambda client: client.get("/en/room/"),
    "one incident": lambda client: client.get(AT),
    "board": lambda client: client.get("/en/room/board"),
    "search": lambda client: client.get("/en/room/board", {"text": "ware", "district": "east"}),
    "lines": lambda client: client.get("/en/room/rows", {"id": [FIRE, "2022-000002"]}),
    "parts": lambda client: client.get(f"{AT}/parts"),
}


def statements(client: Client, ask: Callable[[Client], object]) -> list[str]:
    with CaptureQueriesContext(connection) as seen:
        ask(client)
    return [query["sql"] for query in seen.captured_queries]


@pytest.mark.parametrize("name", REQUESTS)
def test_no_request_does_work_that_grows_with_history(signed_in: SignedIn, name: str) -> None:
    client = signed_in()
    REQUESTS["page"](client)  # what a process keeps is kept by now
    few = statements(client, REQUESTS[name])
    room_town.past(300)
    after = statements(client, REQUESTS[name])
    assert few and len(after) == len(few)
    assert [step for sql in after for step in scans(sql)] == []


def test_a_state_change_does_no_work_that_grows_with_history(signed_in: SignedIn) -> None:
    client = signed_in()
    first, second, third = (fire_with_its_crew_there(f"twin-{number}") for number in range(3))
    advance(client, first)  # what a process keeps is kept by now
    few = statements(client, lambda client: advance(client, second))
    room_town.past(300)
    after = statements(client, lambda client: advance(client, third))
    assert {queries.incident(one).state for one in (first, second, third)} == {"operating"}
    assert few and len(after) == len(few)
    assert [step for sql in after for step in scans(sql)] == []


def fire_with_its_crew_there(key: str) -> str:
    fire = happening.reported(key, after=90)
    happening.advanced(fire, "arrived", 99)
    return fire


def advance(client: Client, incident: str) -> None:
    address = f"/en/room/incident/{incident}/advance"
    assert client.post(address, STEP, headers={"X-Room": "yes"}).status_code == 200


def test_more_that_is_open_sends_no_more_statements(signed_in: SignedIn) -> None:
    client = signed_in()
    names = ("board", "parts", "lines")
    room_town.happen(20, seed=1)
    few = [len(statements(client, REQUESTS[name])) for name in names]
    room_town.happen(60, seed=2)
    assert [len(statements(client, REQUESTS[name])) for name in names] == few


def scans(sql: str) -> list[str]:
    """Steps of the statement's plan that walk through a table that grows."""
    if not sql.startswith(("SELECT", "UPDATE", "DELETE")):
        return []
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute(f"EXPLAIN {sql}")
        else:
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
        return [row[-1] for row in cursor.fetchall() if SCAN.search(row[-1])]
