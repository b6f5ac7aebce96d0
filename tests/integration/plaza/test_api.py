"""Rows by programs: filters, pages, groups, what changed, conditions, limits."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from simin.domains.catalogue import services
from simin.web.plaza.door import allowance
from tests.factories.datasets import NOON, define_parks, park
from tests.factories.deep_filters import doubling

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("parks")]

ROWS = "/data/api/datasets/parks/rows"


def told(client: Client, address: str, status: int = 200) -> dict[str, Any]:
    answer = client.get(address)
    assert answer.status_code == status, answer.content
    found: dict[str, Any] = json.loads(answer.content)
    return found


def test_what_there_is_to_know(client: Client) -> None:
    found = told(client, "/data/api/datasets/parks")
    assert (found["rows"], found["version"], found["licence"]["id"]) == (6, 1, "CC0-1.0")
    assert [one["name"] for one in found["columns"] if one["key"]] == ["id"]
    assert found["files"]["geojson"] == "http://testserver/data/parks/rows.geojson"


def test_pages_go_on_in_the_version_in_which_they_began(client: Client) -> None:
    first = told(client, f"{ROWS}?$top=4&$select=id&$count=true&$orderby=name")
    assert first["count"] == 6 and len(first["rows"]) == 4 and first["version"] == 1
    services.keep("parks", [park("0")], run=None, at=NOON + timedelta(hours=1))
    rest = told(client, first["next"].removeprefix("http://testserver"))
    assert rest["version"] == 1 and rest["next"] is None
    assert sorted(one["id"] for one in first["rows"] + rest["rows"]) == [*"abcdef"]


def test_filters_places_and_groups(client: Client) -> None:
    near = told(client, f"{ROWS}?near=127,37.5,100")
    assert [one["id"] for one in near["rows"]] == ["a"]
    assert near["rows"][0]["opened"] == "2026-01-01T00:00:00Z"
    assert told(client, f"{ROWS}?bbox=126,37,126.5,38")["rows"] == []
    address = "/data/api/datasets/parks/groups?by=spaces&measure=count&measure=max:id"
    groups = told(client, address + "&$filter=spaces ge 7")["groups"]
    assert groups == [
        {"spaces": 20, "count": 4, "max id": "e"},
        {"spaces": 7, "count": 1, "max id": "a"},
    ]


def test_what_changed_since_a_version_or_a_time(client: Client) -> None:
    later = [park("a", spaces=8), park("g"), ("b", None)]
    services.keep("parks", later, run=None, at=NOON + timedelta(hours=1))
    address = "/data/api/datasets/parks/changes"
    found = told(client, f"{address}?since=1")
    assert [(one["key"], one["change"]) for one in found["changes"]] == [
        ("a", "changed"),
        ("b", "removed"),
        ("g", "added"),
    ]
    assert found["changes"][1]["row"] is None and found["changes"][0]["row"]["spaces"] == 8
    assert told(client, f"{address}?since=2")["changes"] == []
    assert told(client, f"{address}?since=2026-03-04T12:30:00Z")["since"] == 1
    page = told(client, f"{address}?since=1&limit=2")
    rest = told(client, page["next"].removeprefix("http://testserver"))
    assert [one["key"] for one in page["changes"] + rest["changes"]] == ["a", "b", "g"]
    told(client, f"{address}?since=7", 404)
    told(client, f"{address}?since=2020-01-01", 404)
    assert told(client, f"{address}?since=x", 400)["field"] == "since"


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ("$top=0", "$top"),
        ("$top=1001", "$top"),
        ("$top=99999999999999999999", "$top"),
        ("$skip=5", "$skip"),
        ("$filter=name eq '", "$filter"),
        ("$filter=%FF", "$"),
        ("after=nonsense", "cursor"),
        ("version=x", "version"),
        ("$expand=x", "$expand"),
    ],
)
def test_a_fault_names_the_field(client: Client, said: str, field: str) -> None:
    assert told(client, f"{ROWS}?{said}", 400)["field"] == field


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ("by=nothing", "by"),
        ("by=id,name,spaces,free,opened", "by"),
        ("measure=median:spaces", "measure"),
        ("measure=sum:name", "name"),
        ("measure=sum", "measures"),
        ("by=id&$orderby=count", "$orderby"),
        ("by=id&$select=id", "$select"),
        ("by=id&$Count=true", "$Count"),
        ("by=id&$top=10001", "$top"),
    ],
)
def test_a_fault_of_groups_names_the_field(client: Client, said: str, field: str) -> None:
    address = f"/data/api/datasets/parks/groups?{said}"
    assert told(client, address, 400)["field"] == field


def test_the_same_again_is_a_304_and_any_origin_may_ask(client: Client) -> None:
    first = client.get(ROWS)
    assert first["Access-Control-Allow-Origin"] == "*" and not first.cookies
    again = client.get(ROWS, headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304 and "s-maxage" in again["Cache-Control"]
    asked = client.options(ROWS)
    assert asked.status_code == 204 and "If-None-Match" in asked["Access-Control-Allow-Headers"]
    assert client.post(ROWS).status_code == 405


def test_who_asks_too_often_is_told_how_long_to_wait(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(allowance, "_clock", lambda: 0.0)
    while not allowance.wait("127.0.0.1"):
        pass
    answer = client.get(ROWS)
    assert answer.status_code == 429 and int(answer["Retry-After"]) >= 1
    assert "wait" in json.loads(answer.content)["message"]
    assert client.get(ROWS, REMOTE_ADDR="192.0.2.7").status_code == 200


@pytest.mark.parametrize(
    ("address", "status"),
    [
        (f"{ROWS}?$filter=substring(name,1e300) eq 'x'", 400),
        ("/data/api/datasets/parks/changes?since=0001-01-01T00:00:00%2B09:00", 400),
        ("/data/api/datasets/parks/changes?since=0002-01-01T00:00:00Z", 404),
        ("/data/parks/cite.bib?after=x", 200),
    ],
)
def test_what_cannot_be_reckoned_is_said(client: Client, address: str, status: int) -> None:
    assert client.get(address).status_code == status


def test_all_groups_can_be_had_and_the_answer_says_whether_it_has_them(client: Client) -> None:
    define_parks(id="many")
    services.keep("many", [park(f"{n}") for n in range(1500)], run=None, at=NOON)
    groups = "/data/api/datasets/many/groups?by=id"
    for top, shown, complete in ((1499, 1499, False), (1500, 1500, True), (10_000, 1500, True)):
        found = told(client, f"{groups}&$top={top}")
        assert (len(found["groups"]), found["complete"]) == (shown, complete)


def test_groups_of_the_same_size_come_in_one_order(client: Client) -> None:
    groups = "/data/api/datasets/parks/groups?by=free&by=name&measure=count"
    keys = [(one["free"] is None, one["name"]) for one in told(client, groups)["groups"]]
    assert len(keys) > 1 and keys == sorted(keys)


@pytest.mark.parametrize("asked", doubling("name"))
def test_what_would_double_with_each_level_is_refused(client: Client, asked: str) -> None:
    assert client.get(ROWS, {"$filter": asked}).status_code == 400, asked
