"""Rows as files: every form, parts of them, what hostile contents become, and lines that broke."""

import io
import json
import shutil
import threading
import time
import zipfile
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta, tzinfo
from pathlib import Path
from typing import Self

import duckdb
import pytest
from django.http import HttpResponse
from django.test import Client
from openpyxl import load_workbook
from openpyxl.writer import excel

from simin.domains.catalogue import queries, services
from simin.kit.errors import RejectedError
from simin.web.plaza import kept_files
from simin.web.plaza.formats import xlsx_file
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


def test_equal_rows_are_equal_bytes_whenever_they_are_written(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def forgotten(kind: str) -> bytes:
        shutil.rmtree(kept_files.folder(), ignore_errors=True)
        return got(client, f"/data/parks/1/rows.{kind}")

    for kind in ("xlsx", "parquet", "csv", "json"):
        first = forgotten(kind)
        with monkeypatch.context() as later:
            later.setattr(zipfile.time, "time", lambda: 2_000_000_000.0)
            later.setattr(excel.datetime, "datetime", _Later)
            assert forgotten(kind) == first, kind


class _Later(datetime):
    @classmethod
    def now(cls, tz: tzinfo | None = None) -> Self:
        return cls(2033, 5, 18, tzinfo=tz)


def test_who_only_asks_for_the_head_has_nothing_made(client: Client) -> None:
    for kind in ("xlsx", "parquet", "csv"):
        head = client.head(f"/data/parks/1/rows.{kind}")
        assert head.status_code == 200 and head["ETag"]
        assert not list(kept_files.folder().glob("*"))


def test_a_spreadsheet_has_bounds_and_says_them(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = "/data/parks/1/rows.xlsx"
    monkeypatch.setattr(xlsx_file, "MOST_ROWS", 5)
    for ask in (client.get, client.head):
        assert ask(address).status_code == 400
    assert "rows=1-5" in json.loads(client.get(address).content)["message"]
    assert client.get(f"{address}?rows=2-6").status_code == 200
    shown = client.get("/data/parks/").content.decode() + client.get("/data/").content.decode()
    assert "rows.csv" in shown and "rows.xlsx" not in shown
    assert "rows.xlsx" in client.get("/data/parks/?$filter=spaces ge 7").content.decode()
    monkeypatch.setattr(xlsx_file, "MOST_CELLS", 20)
    told = json.loads(got(client, f"{address}?rows=1-5", 400))
    assert told["field"] == "$select" and "20 cells" in told["message"]
    assert client.get(f"{address}?rows=2-6&$select=id,name").status_code == 200


def test_a_text_longer_than_a_cell_says_that_it_was_cut(client: Client) -> None:
    define_parks(id="long")
    told = [
        park("a", name="x" * 40_000),
        park("b", name="😀" * 20_000),
        park("c", name="y" * 32_767),
    ]
    services.keep("long", told, run=None, at=NOON)
    sheet = load_workbook(io.BytesIO(got(client, "/data/long/1/rows.xlsx")))["rows"]
    cut, wide, whole = (sheet[f"B{row}"].value for row in (2, 3, 4))
    assert cut.endswith("[cut: 40,000 characters, a cell holds 32,767]")
    assert "[cut: 20,000" in wide and whole == "y" * 32_767
    assert all(len(one.encode("utf-16-le")) // 2 <= 32_767 for one in (cut, wide, whole))


def test_many_who_ask_at_once_have_one_file_made() -> None:
    made: list[Path] = []
    begun, go = threading.Event(), threading.Event()

    def fill(aside: Path) -> None:
        made.append(aside)
        begun.set()
        go.wait(10)
        aside.write_bytes(b"rows")

    with ThreadPoolExecutor(4) as askers:
        first = askers.submit(kept_files.made, "one.xlsx", fill)
        begun.wait(10)
        others = [askers.submit(kept_files.made, "one.xlsx", fill) for _ in range(3)]
        go.set()
        assert {one.result().read_bytes() for one in (first, *others)} == {b"rows"}
    assert len(made) == 1


def test_who_asks_while_a_file_grows_reads_along() -> None:
    made: list[Path] = []
    go = threading.Event()

    def fill(aside: Path) -> None:
        made.append(aside)
        with aside.open("wb") as file:
            file.write(b"first ")
            file.flush()
            assert go.wait(10)
            file.write(b"last")

    first, other = (kept_files.grown("one.parquet", fill) for _ in range(2))
    assert (next(first), next(other)) == (b"first ", b"first ")
    go.set()
    first.close()
    assert b"".join(other) == b"last" and len(made) == 1
    kept = kept_files.kept("one.parquet")
    assert kept is not None and kept.read_bytes() == b"first last"


def test_a_file_that_grew_and_failed_is_not_kept() -> None:
    def fail(aside: Path) -> None:
        aside.write_bytes(b"half")
        raise OSError("no room")

    with pytest.raises(OSError, match="no room"):
        list(kept_files.grown("one.parquet", fail))
    assert not list(kept_files.folder().glob("*"))


def test_who_waited_for_a_file_that_failed_makes_it() -> None:
    def fail(aside: Path) -> None:
        raise RejectedError("rows", "no")

    for _ in range(2):
        with pytest.raises(RejectedError):
            kept_files.made("one.xlsx", fail)
    assert kept_files.made("one.xlsx", lambda aside: aside.write_bytes(b"")).exists()


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


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/data/parks/9/rows.csv", 404, "There is no such page"),
        ("/data/parks/1/rows.csv?rows=x", 400, "This cannot be answered as it was asked"),
        ("/data/api/datasets/parks/rows?$filter=nothing eq 1", 400, "is no column"),
        ("/ogc/features/collections/parks/items?f=html&bbox=1", 400, "bbox"),
        ("/ogc/features/collections/none", 404, "There is no such page"),
    ],
)
def test_who_opens_it_in_a_browser_reads_why_in_their_language(
    client: Client, address: str, status: int, words: str
) -> None:
    browser = {"Accept": "text/html,*/*;q=0.8", "Accept-Language": "en-GB,en;q=0.9"}
    answer = client.get(address, headers=browser)
    assert answer.status_code == status and words in answer.content.decode()
    assert answer["Content-Type"].startswith("text/html") and '<html lang="en"' in str(
        answer.content
    )
    assert answer["Cache-Control"] == "no-store" and answer["Content-Language"] == "en"
    program = client.get(address.replace("f=html&", ""), headers={"Accept": "*/*"})
    assert program.status_code == status and program["Content-Type"] == "application/json"


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
    assert kept_files.sweep(free=2**40) == 0
    assert kept_files.sweep(now=10**10, free=2**40) == 1


def test_what_is_being_written_is_nobodys_to_sweep() -> None:
    folder = kept_files.folder()
    folder.mkdir(parents=True, exist_ok=True)
    growing = folder / ".rows.csv.x.part"
    growing.write_bytes(b"half")
    assert kept_files.sweep(free=0) == 0
    assert kept_files.sweep(now=time.time() + kept_files.ABANDONED + 60, free=0) == 1


def test_the_last_of_the_disk_is_the_citys(client: Client) -> None:
    got(client, CSV)
    assert kept_files.sweep(free=kept_files.LEFT) == 0
    assert kept_files.sweep(free=kept_files.LEFT - 2**20) == 1


def test_who_makes_files_makes_room_for_them(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept_files, "MOST_BYTES", 10)
    monkeypatch.setattr(kept_files, "LOOK", -1.0)
    for first in (1, 2, 3):
        got(client, f"{CSV}?rows={first}-")
    assert len(list(kept_files.folder().glob("*"))) == 1
