"""What the doors answer is what was recorded, with its source; what is hidden does not exist."""

import asyncio
import json
from collections.abc import Collection
from typing import Any

import pytest

from simin.kit.errors import NotFoundError
from simin.web.readings.application import Readings, allowance
from simin.web.readings.documents import document
from simin.web.readings.kept import KeptAnswers
from simin.web.readings.questions import Question, question
from tests.factories.observed import HOUR, NOON, found_observed_town, observed, recorded

pytestmark = pytest.mark.django_db
EAST, WEST, FAMILY = "air/pm25/east", "air/pm25/west", "air/pm25"
DAY = "since=2022-03-05T00:00:00Z&until=2022-03-07T00:00:00Z"


@pytest.fixture(autouse=True)
def _town() -> None:
    found_observed_town()
    rows = [observed(EAST, NOON + hour * HOUR, 10.0 * hour) for hour in range(4)]
    recorded(*rows, observed(WEST, NOON, 5.0, "통신장애"), at=NOON + 9 * HOUR)
    recorded(observed(EAST, NOON + HOUR, 11.0), at=NOON + 9 * HOUR)


def asked(address: str, hidden: Collection[str] = ()) -> Any:
    path, _, query = address.partition("?")
    return json.loads(document(question(f"/observations/{path}", query), hidden))


def test_the_latest_of_all() -> None:
    told = asked("latest.json")
    assert [(row["datastream"], row["result"], row["quality"]) for row in told["value"]] == [
        (EAST, 30.0, []),
        (WEST, 5.0, ["통신장애"]),
    ]
    (source,) = told["sources"].values()
    assert source["origin"]
    assert asked(f"latest.json?family={FAMILY}") == told


def test_the_newest_of_one_are_those_that_count() -> None:
    told = asked(f"newest.json?datastream={EAST}&limit=3")
    assert [row["result"] for row in told["value"]] == [30.0, 20.0, 11.0]
    assert len(told["sources"]) == 1


def test_the_hours_of_a_family() -> None:
    told = asked(f"hours.json?family={FAMILY}&{DAY}")
    assert [(hour["mean"], hour["count"], hour["invalid"]) for hour in told["value"]] == [
        (0.0, 1, 1),
        (11.0, 1, 0),
        (20.0, 1, 0),
        (30.0, 1, 0),
    ]


def test_a_count_is_exact() -> None:
    assert asked(f"count.json?family={FAMILY}&{DAY}")["count"] == 5
    assert asked(f"count.json?family={FAMILY}&{DAY}&at_least=5&at_most=11")["count"] == 2


@pytest.mark.parametrize(
    "address",
    [
        f"latest.json?family={FAMILY}",
        f"newest.json?datastream={EAST}",
        f"hours.json?family={FAMILY}&{DAY}",
        f"count.json?family={FAMILY}&{DAY}",
    ],
)
def test_what_is_hidden_is_as_what_is_not_there(address: str) -> None:
    with pytest.raises(NotFoundError) as hidden:
        asked(address, {FAMILY})
    with pytest.raises(NotFoundError) as absent:
        asked(address.replace("pm25", "pm26"))
    assert str(hidden.value).replace("pm25", "pm26") == str(absent.value)
    assert asked("latest.json", {FAMILY})["value"] == []


def test_the_doors_speak_http(monkeypatch: pytest.MonkeyPatch) -> None:
    async def look() -> tuple[int, frozenset[str]]:
        return 0, frozenset({FAMILY} if hiding else ())

    async def make(about: Question, hidden: Collection[str]) -> bytes:
        return str(sorted(hidden)).encode()

    async def ask(method: str, path: str) -> tuple[int, bytes]:
        sent: list[Any] = []

        async def send(message: Any) -> None:
            sent.append(message)

        scope = {"type": "http", "method": method, "path": path, "query_string": b""}
        await Readings(behind, KeptAnswers(look), make, lambda _scope: "home")(scope, None, send)
        return sent[0]["status"], sent[1]["body"] if len(sent) > 1 else b""

    async def behind(scope: Any, receive: Any, send: Any) -> None:
        await send({"status": 418})

    monkeypatch.setattr(allowance, "_clock", lambda: 0.0)
    allowance.forget()
    hiding = True
    latest = "/observations/latest.json"
    assert asyncio.run(ask("GET", latest)) == (200, b"['air/pm25']")
    assert asyncio.run(ask("HEAD", latest)) == (200, b"")
    assert asyncio.run(ask("POST", latest))[0] == 405
    assert asyncio.run(ask("GET", "/observations/newest.json"))[0] == 400
    assert asyncio.run(ask("GET", "/observations/oldest.json"))[0] == 404
    assert asyncio.run(ask("GET", "/"))[0] == 418
    while not allowance.wait("home"):
        pass
    status, words = asyncio.run(ask("GET", latest))
    assert (status, b"wait 1 s" in words) == (429, True)
