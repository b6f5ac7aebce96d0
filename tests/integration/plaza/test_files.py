"""Rows as files: every form, parts of them, what hostile contents become, and lines that broke."""

import io
import json
from datetime import timedelta
from pathlib import Path

import duckdb
import pytest
from django.http import HttpResponse
from django.test import Client
from openpyxl import load_workbook

from simin.domains.catalogue import queries, services
from simin.web.plaza import kept_files
from tests.factories.datasets import NOON, define_parks, park
from tests.integration.plaza.conftest import HOSTILE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("parks")]

CSV = "/data/parks/1/rows.csv"


def body(answer: object) -> bytes:
    return b"".join(answer.streaming_content)  # type: ignore[attr-defined]


def got(client: Client, address: str, status: int = 200, **headers: str) -> bytes:
    answer = client.get(address, headers=headers)
    assert answer.status_code == status
    return body(answer) if answer.streaming else answer.content


def test_the_address_without_a_version_leads_to_the_newest(client: Client) -> None:
    answer = client.get("/data/parks/rows.csv?rows=1-2")
    assert (answer.status_code, answer["Location"]) == (302, f"{CSV}?rows=1-2")
    assert "s-maxage" in answer["Cache-Control"] and not answer.cookies


def test_csv_runs_no_formula_and_keeps_its_numbers(client: Client) -> None:
    lines = got(client, CSV).decode().split("\r\n")
    assert lines[0] == "id,name,spaces,longitude,latitude,opened,free"
    assert lines[1] == "a,주차장 a,7,127.0,37.5,2026-01-01T00:00:00Z,true"
    assert "f,'-5,-5,,,," in lines
    for name in (HOSTILE["b"], HOSTILE["e"]):
        assert "'" + name.replace('"', '""') in "\n".join(lines)
    assert got(client, f"{CSV}?bom=1").startswith(b"\xef\xbb\xbf")


def test_json_lines_and_geojson_hold_no_tag(client: Client) -> None:
    whole = json.loads(got(client, "/data/parks/1/rows.json"))
    assert whole["licence"] == "CC0-1.0" and len(whole["rows"]) == 6
    lines = got(client, "/data/parks/1/rows.jsonl")
    assert b"<" not in lines and [json.loads(one)["id"] for one in lines.splitlines()] == [
        *"abcdef"
    ]
    features = json.loads(got(client, "/data/parks/1/rows.geojson?$select=id"))["features"]
    assert features[0]["geometry"] == {"type": "Point", "coordinates": [127.0, 37.5]}
    assert features[1]["geometry"] is None


def test_parquet_and_spreadsheet_can_be_read(client: Client, tmp_path: Path) -> None:
    file = tmp_path / "rows.parquet"
    file.write_bytes(got(client, "/data/parks/1/rows.parquet?$filter=spaces eq 20&$select=name"))
    rows = duckdb.sql(f"SELECT * FROM '{file}'").fetchall()
    assert [name for (name,) in rows] == [*HOSTILE.values()]
    sheet = load_workbook(io.BytesIO(got(client, "/data/parks/1/rows.xlsx")))["rows"]
    assert sheet["B3"].value == HOSTILE["b"] and sheet["B3"].data_type == "s"
    assert sheet["C2"].value == 7


def test_a_part_is_chosen_by_filter_order_and_number(client: Client) -> None:
    said = "$filter=spaces ge 7&$orderby=id desc&$select=id&rows=2-3"
    assert got(client, f"{CSV}?{said}").decode().split() == ["id", "d", "c"]


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ("rows=0-5", "rows"),
        ("rows=9-5", "rows"),
        ("rows=x", "rows"),
        ("$top=5", "$top"),
        ("$filter=nothing eq 1", "$filter"),
        ("$filter=" + "(" * 100 + "1 eq 1" + ")" * 100, "$filter"),
        ("$filter=" + "a" * 9000, "$filter"),
        ("$select=nothing", "$select"),
        ("$orderby=nothing", "$orderby"),
        ("bbox=1,2", "bbox"),
        ("bbox=nan,nan,nan,nan", "box"),
        ("near=x,1,2", "near"),
        ("colour=red", "colour"),
        ("rows=1-2&rows=3-4", "rows"),
    ],
)
def test_a_fault_names_the_field(client: Client, said: str, field: str) -> None:
    answer = json.loads(got(client, f"{CSV}?{said}", 400))
    assert answer["field"] == field


@pytest.mark.parametrize(
    "address",
    [
        "/data/parks/1/rows.exe",
        "/data/parks/9/rows.csv",
        "/data/nothing/1/rows.csv",
        "/data/..%2F..%2Fetc%2Fpasswd/1/rows.csv",
        "/data/a%22%0D%0Ax: y/1/rows.csv",
        "/data/parks/1/rows.csv%2F..%2Fx",
    ],
)
def test_what_is_not_there_is_a_404(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


def test_a_line_that_broke_goes_on_where_it_was(client: Client) -> None:
    whole = got(client, CSV)
    etag = client.get(CSV)["ETag"]
    assert not etag.startswith("W/")
    for path in kept_files.folder().glob("*"):
        path.unlink()
    answer = client.get(CSV, headers={"Range": "bytes=40-", "If-Range": etag})
    assert answer.status_code == 206 and body(answer) == whole[40:]
    assert answer["Content-Range"] == f"bytes 40-{len(whole) - 1}/{len(whole)}"
    assert got(client, CSV, 206, Range="bytes=-3") == whole[-3:]
    assert got(client, CSV, 206, Range="bytes=0-0") == whole[:1]
    got(client, CSV, 416, Range=f"bytes={len(whole)}-")
    other = {"Range": "bytes=40-", "If-Range": '"another"'}
    assert got(client, CSV, 200, **other) == whole
    assert got(client, CSV, 200, Range="bytes=0-1,5-6") == whole
    assert client.get(CSV, headers={"If-None-Match": etag}).status_code == 304
    assert client.get(CSV, headers={"Accept-Encoding": "gzip"})["ETag"] == etag
    head = client.head(CSV)
    assert head["Content-Length"] == str(len(whole)) and head["Accept-Ranges"] == "bytes"


def test_what_was_not_sent_to_its_end_is_not_kept(client: Client) -> None:
    answer = client.get(CSV)
    next(iter(answer.streaming_content))  # type: ignore[attr-defined]
    answer.close()
    assert list(kept_files.folder().glob("*")) == []


def test_the_same_version_has_the_same_bytes_before_and_after_it_is_one_file(
    client: Client,
) -> None:
    define_parks(id="many")
    first = [park(f"{n:03}", longitude=127 + n / 1000, latitude=37.5) for n in range(50)]
    services.keep("many", first, run=None, at=NOON)
    later = [park(f"{n:03}", spaces=9, longitude=126.0, latitude=37.0) for n in range(0, 50, 3)]
    services.keep("many", [*later, ("001", None)], run=None, at=NOON + timedelta(hours=1))
    address = "/data/many/2/rows.csv"
    before, etag = got(client, address), client.get(address)["ETag"]
    services.tidy(now=NOON + timedelta(hours=2))
    assert len(queries.version("many").files) == 1
    for path in kept_files.folder().glob("*"):
        path.unlink()
    assert (got(client, address), client.get(address)["ETag"]) == (before, etag)


def test_old_versions_last_and_nobody_gets_a_cookie(client: Client) -> None:
    services.keep("parks", [park("z")], run=None, at=NOON + timedelta(hours=1))
    old, new = client.get(CSV), client.get("/data/parks/2/rows.csv")
    assert "immutable" in old["Cache-Control"] and "immutable" not in new["Cache-Control"]
    assert "stale-while-revalidate" in new["Cache-Control"]
    for answer in (old, new):
        assert not answer.cookies and answer["Access-Control-Allow-Origin"] == "*"
        assert answer["X-Content-Type-Options"] == "nosniff" and "sandbox" in csp(answer)
        assert answer["Content-Disposition"].startswith("attachment")


def csp(answer: HttpResponse) -> str:
    return str(answer["Content-Security-Policy"])


def test_files_nobody_asks_for_go(client: Client) -> None:
    got(client, CSV)
    assert kept_files.sweep() == 0
    assert kept_files.sweep(now=10**10) == 1


def test_who_makes_files_makes_room_for_them(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept_files, "MOST_BYTES", 10)
    monkeypatch.setattr(kept_files, "LOOK", -1.0)
    for first in (1, 2, 3):
        got(client, f"{CSV}?rows={first}-")
    assert len(list(kept_files.folder().glob("*"))) == 1
