"""What cities really published, as it came: defects are found, and nothing is lost on the way."""

import gzip
import io
import lzma
import tarfile
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest

from simin.ingest.addresses import span_name
from simin.ingest.conformance.case import WINDOW
from simin.ingest.feeds.contract import Feed, Parsed, Payload, SourceKind
from simin.ingest.feeds.errors import SourceError, SourceRefusedError, SourceUnavailableError
from simin.sources.airkorea import KIND as AIRKOREA
from simin.sources.cap import KIND as CAP
from simin.sources.csv import KIND as CSV
from simin.sources.gbfs import KIND as GBFS
from simin.sources.seoul_openapi import KIND as SEOUL
from simin.sources.xlsx import KIND as XLSX

SEOUL_BOUNDS = [126.7, 37.4, 127.2, 37.72]
FETCHED_AT = datetime(2026, 3, 2, tzinfo=UTC)


def read(
    kind: SourceKind,
    body: bytes,
    mapping: dict[str, Any] | None = None,
    options: dict[str, Any] | None = None,
    request: str = "all",
) -> Parsed:
    told = {
        "id": "real",
        "kind": kind.name,
        "source": "real",
        "address": "https://source.example/",
        "schedule": {"every": 60},
        "licence": "real",
        "owner": "real",
        "time_zone": "Asia/Seoul",
        "mapping": mapping or {},
        "options": options or {},
    }
    feed = msgspec.convert(told, Feed)
    payload = Payload(request=request, status=200, headers={}, body=body, fetched_at=FETCHED_AT)
    return kind.parse(feed, payload)


def unpacked(path: Path) -> bytes:
    return gzip.decompress(path.read_bytes())


SUBWAY = {
    "at": {"fields": ["사용일자"], "format": "%Y%m%d"},
    "placeholders": {"line": "노선명", "station": "역ID"},
    "columns": [
        {"field": "승차총승객수", "to": "on/{line}/{station}", "type": "integer"},
        {"field": "하차총승객수", "to": "off/{line}/{station}", "type": "integer"},
    ],
}


@pytest.mark.parametrize(
    ("month", "encoding", "rows", "renamed"),
    [("201812", "utf-8-sig", 18_321, None), ("201911", "cp949", 17_741, "호선명")],
)
def test_a_month_of_the_subway_before_and_after_its_format_changed(
    shared: Path, month: str, encoding: str, rows: int, renamed: str | None
) -> None:
    body = unpacked(shared / f"data/seoul_subway_daily/CARD_SUBWAY_MONTH_{month}.csv.gz")
    parsed = read(CSV, body, SUBWAY, {"aliases": {"노선명": ["호선명"]}})
    assert parsed.noticed["encoding"] in (encoding, "euc-kr")
    assert parsed.noticed.get("renamed column 노선명") == renamed
    assert len(parsed.records) + len(parsed.rejected) == rows * 2
    assert not parsed.rejected
    sent = sum(
        int(number.strip(b'"'))
        for line in body.splitlines()[1:]
        for number in line.split(b",")[4:6]
    )
    assert sum(record.values["result"] for record in parsed.records) == sent


def test_without_the_alias_the_renamed_column_stops_the_run(shared: Path) -> None:
    body = unpacked(shared / "data/seoul_subway_daily/CARD_SUBWAY_MONTH_201911.csv.gz")
    with pytest.raises(SourceError, match="노선명 has vanished"):
        read(CSV, body, SUBWAY)


def test_csv_within_csv(shared: Path) -> None:
    body = unpacked(shared / "data/seoul_welfare_population/Seoul1923.csv.gz")
    parsed = read(
        CSV,
        body,
        {
            "into": "row",
            "key": ["동별", "독거노인별", "성별", "항목"],
            "columns": [{"field": "2023 년", "to": "in_2023", "type": "integer", "missing": ["-"]}],
        },
    )
    assert parsed.noticed["nested csv"] == "1"
    assert len(parsed.records) == 5_434
    # Two districts have a 신사동 and the file does not say which is meant; 강일동 stands twice,
    # each time with half of its years.
    assert len(parsed.rejected) == 24
    assert {each.reason.split("/")[0] for each in parsed.rejected} == {"key 신사동", "key 강일동"}
    first = parsed.records[0]
    assert (first.key.split("/")[0], first.values["in_2023"]) == ("서울특별시", 448_251)


def test_toilets_whose_coordinates_are_all_swapped(shared: Path) -> None:
    body = unpacked(shared / "data/seoul_heat_relief/서울시 공중화장실 위치정보.csv.gz")
    parsed = read(
        CSV,
        body,
        {
            "into": "place",
            "key": ["연번"],
            "columns": [
                {"field": "건물명", "to": "name", "type": "text"},
                {"field": "경도(X)", "to": "longitude"},
                {"field": "위도(Y)", "to": "latitude"},
            ],
        },
        {"bounds": SEOUL_BOUNDS},
    )
    assert parsed.noticed["swapped-coordinates"] == "4585 of 4585"
    assert not parsed.rejected
    assert all(126 < record.values["longitude"] < 128 for record in parsed.records)


SHELTERS = {
    "into": "place",
    "key": ["시설번호", "년도"],
    "columns": [
        {"field": "쉼터명칭", "to": "name", "type": "text"},
        {"field": "지번상세주소", "to": "lot", "type": "text"},
    ],
}


def test_lot_numbers_that_a_spreadsheet_turned_into_dates(shared: Path) -> None:
    body = unpacked(shared / "data/seoul_heat_relief/seoulShelterList_2022.csv.gz")
    parsed = read(CSV, body, SHELTERS)
    damaged = [
        each for each in parsed.records if "spreadsheet-date" in each.values.get("quality", ())
    ]
    forms = Counter("day" if "월" in each.values["lot"] else "year" for each in damaged)
    # 105 as days (2월 22일) and 151 as years (Jan.72), one of them on a row that stands twice.
    assert forms == {"day": 105, "year": 150}
    assert len(parsed.records) + len(parsed.rejected) == 4_055


def test_the_grid_of_the_shelters_is_where_their_degrees_are(shared: Path) -> None:
    body = unpacked(shared / "data/seoul_heat_relief/서울시 무더위쉼터.csv.gz")
    columns = [{"field": "쉼터명칭", "to": "name", "type": "text"}]
    key = ["위치코드", "쉼터명칭", "지번주소", "도로명주소", "시설구분2"]
    degrees = read(
        CSV,
        body,
        {
            "into": "place",
            "key": key,
            "columns": [
                *columns,
                {"field": "경도", "to": "longitude"},
                {"field": "위도", "to": "latitude"},
            ],
        },
        {"bounds": SEOUL_BOUNDS},
    )
    grid = read(
        CSV,
        body,
        {
            "into": "place",
            "key": key,
            "columns": [
                *columns,
                {"field": "X좌표(EPSG:5186)", "to": "longitude"},
                {"field": "Y좌표(EPSG:5186)", "to": "latitude"},
            ],
        },
        {"bounds": SEOUL_BOUNDS, "crs": "EPSG:5186"},
    )
    placed = {record.key: record.values for record in degrees.records}
    assert len(grid.records) > 3_900
    near = [
        abs(record.values["longitude"] - placed[record.key]["longitude"]) < 1e-4
        and abs(record.values["latitude"] - placed[record.key]["latitude"]) < 1e-4
        for record in grid.records
        if record.key in placed and record.values["longitude"] is not None
    ]
    assert sum(near) > 0.99 * len(near)


def test_a_page_that_is_named_xls(shared: Path) -> None:
    body = (shared / "data/seoul_openapi_samples/서울시+실시간+도시데이터.xls").read_bytes()
    parsed = read(
        XLSX,
        body,
        {
            "into": "row",
            "key": ["순번"],
            "columns": [
                {"field": "출력명", "to": "name", "type": "text", "required": True},
                {"field": "출력설명", "to": "words", "type": "text"},
            ],
        },
    )
    assert parsed.noticed["format"] == "html"
    assert {"AREA_NM", "AREA_CD"} <= {record.values["name"] for record in parsed.records}


def test_every_hour_of_the_bicycles_of_mexico_city(shared: Path) -> None:
    packed = shared / "data/city_mexico_bikes/ecobici_gbfs_station_status_2024-04-05_14.tar.xz"
    mapping = {
        "at": {"fields": ["last_updated"]},
        "placeholders": {"station": "station_id"},
        "columns": [{"field": "num_bikes_available", "to": "bikes/{station}", "type": "integer"}],
    }
    stations: Counter[int] = Counter()
    with tarfile.open(fileobj=io.BytesIO(lzma.decompress(packed.read_bytes()))) as archive:
        hours = [each for each in archive.getmembers() if "/station_status_" in each.name]
        for member in hours[::30]:
            file = archive.extractfile(member)
            assert file is not None
            parsed = read(GBFS, file.read(), mapping)
            assert len(parsed.records) + len(parsed.rejected) == parsed.total
            stations[len(parsed.records)] += 1
    assert len(hours) == 210
    assert min(stations) > 600


CAP_SAMPLES = {
    "australia": "alert",
    "canada": "alert",
    "canada_errors": "rejected",
    "earthquake": "alert",
    "earthquake-iso8859-1": "alert",
    "invalid": "rejected",
    "no_optional_fields": "alert",
    "wcatwc-warning": "alert",
    "weather": "alert",
    "xee": "refused",
}


@pytest.mark.parametrize("name", CAP_SAMPLES)
def test_the_samples_of_the_alert_library(shared: Path, name: str) -> None:
    body = (shared / f"vectors/cap/samples/{name}.cap").read_bytes()
    try:
        parsed = read(CAP, body)
    except SourceError:
        outcome = "refused"
    else:
        outcome = "alert" if parsed.records else "rejected"
    assert outcome == CAP_SAMPLES[name]


def test_no_sample_of_the_alert_library_is_left_out(shared: Path) -> None:
    assert {path.stem for path in (shared / "vectors/cap/samples").glob("*.cap")} == set(
        CAP_SAMPLES
    )


AIR = {
    "at": {"fields": ["MSRDT"], "format": "%Y%m%d%H%M"},
    "placeholders": {"district": "MSRSTE_NM"},
    "columns": [{"field": "PM10", "to": "air/pm10/{district}"}],
}
FIRST_PAGE = f"rows 1-1000 of {span_name(WINDOW)}"


def test_the_air_of_all_districts(shared: Path) -> None:
    path = shared / "data/seoul_openapi_samples/RealtimeCityAir_20210511T1500.json"
    parsed = read(SEOUL, path.read_bytes(), AIR, {"service": "RealtimeCityAir"}, FIRST_PAGE)
    assert (len(parsed.records), parsed.total, parsed.more) == (25, 25, ())


def test_every_error_envelope_that_clients_have_met(shared: Path) -> None:
    path = shared / "data/seoul_openapi_samples/error_envelopes.json"
    outcomes = Counter(_outcome(envelope) for envelope in msgspec.json.decode(path.read_bytes()))
    # Bad keys (3), too many rows (2) and the gateway refuse; no rows and no arrivals are empty.
    assert outcomes == {"refused": 6, "empty": 3}


def _outcome(envelope: dict[str, Any]) -> str:
    body = envelope["body"]
    sent = body.encode() if isinstance(body, str) else msgspec.json.encode(body)
    korea = envelope["where"].startswith("AirKorea")
    kind, request = (AIRKOREA, "page 1") if korea else (SEOUL, FIRST_PAGE)
    try:
        parsed = read(kind, sent, AIR, {} if korea else {"service": "x"}, request)
    except SourceRefusedError:
        return "refused"
    except SourceUnavailableError:
        return "unavailable"
    return "records" if parsed.records or parsed.rejected else "empty"


def test_a_time_that_a_spreadsheet_rounded_is_never_guessed(shared: Path) -> None:
    folder = shared / "data/seoul_openapi_samples"
    (path,) = folder.glob("*excel_damaged.csv")
    body = path.read_bytes()
    heading = body.splitlines()[0].decode("cp949").split(",")
    parsed = read(
        CSV,
        body,
        {
            "at": {"fields": [heading[0]], "format": "%Y%m%d%H%M"},
            "placeholders": {"district": heading[2]},
            "columns": [{"field": heading[3], "to": "air/{district}"}],
        },
    )
    assert not parsed.records
    assert {rejected.reason.partition("is ")[2] for rejected in parsed.rejected} == {
        "a time that a spreadsheet rounded"
    }
