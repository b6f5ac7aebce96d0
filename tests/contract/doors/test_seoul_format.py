"""The Seoul Open API's format: PublicDataReader with only its address changed, our own reader, and
the codes that the plaza documents."""

import json
import logging
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from lxml import etree

from simin.ingest.feeds import Feed, Payload, Window
from simin.sources.seoul_openapi import KIND
from tests.factories.datasets import NOON
from tests.factories.doors_town import HOSTILE, SUBWAY, found_doors_town, found_subway

pytestmark = pytest.mark.django_db
HOST = "http://openapi.seoul.go.kr:8088/"
DAY = datetime(2026, 3, 3, 15, tzinfo=UTC)  # midnight of the fourth in the town


def cards(count: int) -> list[dict[str, Any]]:
    return [
        {
            "at": DAY,
            "line": f"{n % 9 + 1}호선",
            "station": f"역 {n}",
            "boardings": n,
            "alightings": 2,
        }
        for n in range(count)
    ]


def asked(client: Client, path: str) -> Any:
    answer = client.get(f"/{path}")
    assert answer.status_code == 200, answer.content
    return json.loads(answer.content)


@pytest.mark.django_db(transaction=True)
def test_public_data_reader_works_with_only_its_address_changed(live_server: Any) -> None:
    reader = pytest.importorskip(
        "PublicDataReader.Seoul.transportation", reason="PublicDataReader is not installed"
    )
    found_doors_town()
    found_subway(cards(12))
    api = reader.Transportation("any-key")
    logging.getLogger("root").handlers.clear()
    for told in api.metaDict.values():
        told["url"] = told["url"].replace(HOST, f"{live_server.url}/")
    frame = api.read_data("지하철승하차", date="20260304")
    assert len(frame) == 12
    assert list(frame.iloc[2][["사용일자", "호선명", "역명", "승차총승객수"]]) == [
        "20260304", "3호선", "역 2", "2",
    ]  # fmt: skip
    assert len(api.read_data("지하철승하차", date="20260305")) == 0


@pytest.mark.parametrize("form", ["json", "xml"])
def test_what_goes_out_comes_in_again_by_our_own_reader(client: Client, form: str) -> None:
    found_doors_town()
    found_subway(cards(7))
    feed = _reading(form)
    kind, window = KIND, Window(start=DAY, end=DAY)
    waiting, records = list(kind.requests(feed, None, window)), []
    while waiting:
        request = waiting.pop(0)
        body = client.get(request.url.replace("{secret:key}", "any")).content
        payload = Payload(request=request.name, status=200, headers={}, body=body, fetched_at=NOON)
        parsed = kind.parse(feed, payload)
        assert not parsed.rejected and not parsed.noticed
        records += parsed.records
        waiting += parsed.more
    assert [{**one.values, "at": one.at} for one in records] == cards(7)


def _reading(form: str) -> Feed:
    options = {"service": "CardSubwayStatsNew", "format": form, "page_size": 3}
    address = "/{secret:key}/{format}/{service}/{start}/{end}/"
    told = {name: getattr(SUBWAY, name) for name in SUBWAY.__struct_fields__}
    return Feed(**{**told, "options": options, "address": address})


def test_a_data_set_is_a_service_under_its_own_name(client: Client) -> None:
    found_doors_town()
    told = asked(client, "sample/json/parks/1/5/")["parks"]
    assert (told["list_total_count"], told["RESULT"]["CODE"]) == (3, "INFO-000")
    assert told["row"][1] == {
        "id": "00001", "name": "주차장 00001", "spaces": "5", "longitude": "127.001",
        "latitude": "37.5", "opened": "2026-03-04T21:00:00+09:00", "free": "false",
    }  # fmt: skip
    assert asked(client, "k/json/parks/1/1000/00002")["parks"]["list_total_count"] == 1


def test_past_the_end_the_result_stands_bare(client: Client) -> None:
    found_doors_town()
    assert asked(client, "k/json/parks/4/10/") == {
        "RESULT": {"CODE": "INFO-200", "MESSAGE": "해당하는 데이터가 없습니다."}
    }
    root = etree.fromstring(client.get("/k/xml/parks/4/10/").content)
    assert (root.tag, root.findtext("CODE")) == ("RESULT", "INFO-200")


def test_xml_holds_what_was_typed_and_stays_xml(client: Client) -> None:
    found_doors_town()
    root = etree.fromstring(client.get("/k/xml/parks/1/1000/").content)
    assert root.findtext("row/name") == HOSTILE.replace("\x0b", "").replace("\0", "")


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("no key!/json/parks/1/5/", "INFO-100"),
        ("k/json/nothing/1/5/", "ERROR-310"),
        ("k/json/parks/0/5/", "ERROR-331"),
        ("k/json/parks/1/99999999999999999/", "ERROR-333"),
        ("k/json/parks/1/9999999999999999/", "ERROR-332"),
        ("k/json/parks/a/5/", "ERROR-333"),
        ("k/json/parks/5/1/", "ERROR-334"),
        ("sample/json/parks/1/6/", "ERROR-335"),
        ("k/json/parks/1/1001/", "ERROR-336"),
        ("k/json/parks/1/5/00001/beyond", "ERROR-310"),
        ("k/json/CardSubwayStatsNew/1/5/notaday", "INFO-200"),
        ("k/json/CardSubwayStatsNew/1/5/20269999", "INFO-200"),
    ],
)
def test_each_fault_has_the_code_that_the_plaza_gives_it(
    client: Client, path: str, code: str
) -> None:
    found_doors_town()
    found_subway(cards(3))
    assert asked(client, path)["RESULT"]["CODE"] == code
    root = etree.fromstring(client.get(f"/{path.replace('/json/', '/xml/')}").content)
    assert root.findtext("CODE") == code
