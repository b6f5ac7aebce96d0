"""Feeds that read databases: page by page, never writing, never longer or more than allowed."""

import asyncio
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from simin.ingest.conformance.case import FETCHED_AT, WINDOW
from simin.ingest.feeds import Parsed, Payload, Request
from simin.kit.databases import Databases, Query, Reply
from simin.kit.http import (
    AddressRefusedError,
    Answer,
    AnswerTooLargeError,
    AnswerTooSlowError,
    FetchError,
    Limits,
    UnreachableError,
)
from simin.sources.sql import KIND
from tests.factories.foreign_database import PERMITS, Foreign

CHANGED = "SELECT number, title, area, changed FROM permit WHERE changed {} :since ORDER BY changed"
SLOW = {
    "sqlite": "WITH RECURSIVE n(v) AS (SELECT 1 UNION ALL SELECT v FROM n) SELECT sum(v) FROM n",
    "postgresql": "SELECT pg_sleep(60)",
    "mysql": "SELECT sleep(60)",
}
WRITING = {
    "sqlite": "DELETE FROM permit",
    "postgresql": "WITH gone AS (DELETE FROM permit RETURNING *) SELECT * FROM gone",
    "mysql": "DELETE FROM permit",
}


def ask(foreign: Foreign, request: Request, limits: Limits | None = None) -> Answer:
    return asyncio.run(foreign.client().fetch(foreign.outgoing(request.body), limits))


def query(foreign: Foreign, statement: str, limits: Limits | None = None) -> Reply:
    body = msgspec.json.encode(Query(statement=statement, most=100))
    return msgspec.json.decode(ask(foreign, Request(url="", body=body), limits).body, type=Reply)


def pages(foreign: Foreign, statement: str, **options: object) -> list[Parsed]:
    """Every page of a run, in its order."""
    feed = foreign.feed(statement, **options)
    assert KIND.check(feed) == []
    waiting, found = list(KIND.requests(feed, None, WINDOW)), []
    while waiting:
        request = waiting.pop(0)
        answer = ask(foreign, request)
        payload = Payload(
            request=request.name, status=200, headers={}, body=answer.body, fetched_at=FETCHED_AT
        )
        found.append(KIND.parse(feed, payload))
        waiting += found[-1].more
    return found


@pytest.mark.parametrize("than", [">", ">="])
def test_no_row_is_missed_between_pages(foreign: Foreign, than: str) -> None:
    statement = CHANGED.format(than)
    found = pages(foreign, statement, cursor="changed", since="2026-01-01", page_size=5)
    keys = [record.key for page in found for record in page.records]
    assert set(keys) == {str(number) for number, *_ in PERMITS}
    assert len(found) > 1
    assert str(found[-1].cursor)[:19].replace("T", " ") == PERMITS[-1][3]


def test_a_number_is_a_cursor_too(foreign: Foreign) -> None:
    statement = "SELECT number, title, area FROM permit WHERE number > :since ORDER BY number"
    found = pages(foreign, statement, cursor="number", since="0", page_size=2)
    assert [record.key for page in found for record in page.records] == list("1234567")
    assert found[-1].cursor == "7"


def test_values_arrive_as_they_stand(foreign: Foreign) -> None:
    (page,) = pages(foreign, "SELECT number, title, area FROM permit WHERE changed < :until")
    values = {record.key: record.values for record in page.records}
    assert values["1"] == {"title": "다세대주택 신축", "area": 1284.5}
    assert values["4"]["area"] is None


def test_a_session_cannot_write(foreign: Foreign) -> None:
    with pytest.raises(FetchError, match=r"(?i)read.?only|data-modifying"):
        query(foreign, WRITING[foreign.scheme])
    assert foreign.count() == len(PERMITS)


def test_a_second_statement_is_not_run(foreign: Foreign) -> None:
    with pytest.raises(FetchError):
        query(foreign, "SELECT 1; DELETE FROM permit")
    assert foreign.count() == len(PERMITS)


def test_a_statement_that_never_ends_is_cut_off(foreign: Foreign) -> None:
    with pytest.raises(AnswerTooSlowError):
        query(foreign, SLOW[foreign.scheme], Limits(seconds=3.0))


def test_mysql_ends_by_itself_what_takes_too_long(mysql_permits: Foreign) -> None:
    """Nobody waits for it, but it would go on there."""
    with pytest.raises(AnswerTooSlowError):
        query(mysql_permits, SLOW["mysql"], Limits(seconds=1.0))
    running = "SELECT COUNT(*) AS n FROM information_schema.processlist WHERE info = ?"
    found = query(mysql_permits, running.replace("?", f"'{SLOW['mysql']}'"))
    assert found.rows == [[0]]
    assert query(mysql_permits, "SELECT @@session.tx_read_only AS told").rows == [[1]]


def test_an_answer_without_bounds_is_cut_off(foreign: Foreign) -> None:
    with pytest.raises(AnswerTooLargeError):
        query(foreign, "SELECT * FROM permit", Limits(bytes=100))


@pytest.mark.parametrize("statement", ["SELECT nothing FROM permit", "SELECT * FROM nowhere"])
def test_what_is_wrong_with_a_statement_is_told(foreign: Foreign, statement: str) -> None:
    with pytest.raises(AddressRefusedError, match=r"nothing|nowhere"):
        query(foreign, statement)


def test_a_place_that_the_city_did_not_name_is_refused(foreign: Foreign) -> None:
    body = msgspec.json.encode(Query(statement="SELECT 1", most=1))
    with pytest.raises(AddressRefusedError, match=r"loopback|private_hosts"):
        asyncio.run(Databases().fetch(foreign.outgoing(body)))


def test_a_link_leads_to_no_other_file(sqlite_permits: Foreign, tmp_path: Path) -> None:
    link = tmp_path / "link.sqlite3"
    link.symlink_to(sqlite_permits.private)
    elsewhere = replace(sqlite_permits, address=f"sqlite://{link}", private=str(link))
    with pytest.raises(AddressRefusedError, match=r"private_hosts"):
        query(elsewhere, "SELECT 1")


def test_a_server_that_is_gone_may_come_back() -> None:
    gone = Foreign("mysql", "mysql://127.0.0.1:1/city", lambda: None, "127.0.0.1:1")
    with pytest.raises(UnreachableError):
        query(gone, "SELECT 1")
    gone = replace(gone, scheme="postgresql", address="postgresql://127.0.0.1:1/city")
    with pytest.raises(UnreachableError):
        query(gone, "SELECT 1")


def test_a_refused_login_says_no_password(mysql_permits: Foreign) -> None:
    stranger = replace(mysql_permits, password="a-wrong-word-of-ours")
    with pytest.raises(AddressRefusedError, match=r"(?i)access denied") as refused:
        query(stranger, "SELECT 1")
    assert "a-wrong-word" not in str(refused.value) + repr(refused.value.__context__)
