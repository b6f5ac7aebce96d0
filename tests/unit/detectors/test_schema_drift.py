"""Drift of columns: on small tables, and on what Seoul really published."""

import csv
import gzip
import io
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec
import pytest

from simin.domains.observations.finding import Found, Severity
from simin.ingest.detectors.schema_drift import drift
from simin.ingest.feeds.profile import ColumnProfile
from simin.ingest.rows.profiling import Profiling
from simin.ingest.rows.row import Row
from tests.conftest import SHARED


def look(rows: Iterable[Mapping[str, Any]]) -> tuple[ColumnProfile, ...]:
    profiling = Profiling()
    for _ in profiling.watch(Row(f"row {n}", row, dict(row)) for n, row in enumerate(rows)):
        pass
    return profiling.profile()


def told(found: Iterable[Found]) -> list[tuple[str, str]]:
    return sorted((one.detector, one.subject) for one in found)


TOWNS = ["종로구", "중구", "용산구", "성동구", "광진구"]
BEFORE = [
    {
        "id": n,
        "구": TOWNS[n % 5],
        "kind": f"{n % 4:02}",
        "price": n * 1.5,
        "말": "가" * (n % 30 + 1),
        "rows": [n],
    }
    for n in range(60)
]


def test_what_did_not_change_finds_nothing() -> None:
    later = [{**row, "price": row["price"] + 7, "id": row["id"] + 900} for row in BEFORE]
    assert drift(look(BEFORE), look(later)) == []
    assert drift(look(BEFORE), look([])) == []


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda row: _renamed(row, "구", "자치구"), [("renamed-column", "구")]),
        (lambda row: _without(row, "price"), [("vanished-column", "price")]),
        (lambda row: {**row, "note": "x"}, [("new-column", "note")]),
        (lambda row: {**row, "price": "비쌈"}, [("changed-type", "price")]),
        (lambda row: {**row, "kind": f"K{row['id'] % 4}"}, [("changed-codes", "kind")]),
        (
            lambda row: {**row, "말": f"{row['id']:02}{row['말']}나나나나나나나나"[:10]},
            [("column-too-narrow", "말")],
        ),
        (lambda row: {**row, "rows": {"0": 1}}, [("list-became-object", "rows")]),
    ],
)
def test_each_change_is_found_and_only_it(change: Any, expected: list[tuple[str, str]]) -> None:
    assert told(drift(look(BEFORE), look([change(row) for row in BEFORE]))) == expected


def _renamed(row: Mapping[str, Any], old: str, new: str) -> dict[str, Any]:
    return {new if name == old else name: value for name, value in row.items()}


def _without(row: Mapping[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in row.items() if key != name}


def test_a_renamed_column_says_why_it_is_the_same() -> None:
    [found] = drift(
        look(BEFORE), look([_renamed(row, "구", "자치구") for row in BEFORE]), needed=["구"]
    )
    assert found.severity is Severity.DOUBTFUL
    assert found.evidence == {"old": "구", "new": "자치구", "why": ["values", "position"]}


def test_few_values_say_nothing_about_types_and_codes() -> None:
    assert drift(look(BEFORE[:3]), look([{**BEFORE[0], "price": "?"}])) == []


# --- What was really published ---


def published(path: str) -> bytes:
    file = SHARED / "data" / path
    if not file.exists():
        pytest.skip(f"{path} is not here")
    return gzip.decompress(file.read_bytes()) if file.suffix == ".gz" else file.read_bytes()


def necessities(name: str, service: str) -> list[dict[str, Any]]:
    answer = msgspec.json.decode(published(f"seoul_openapi_samples/{name}"))
    rows: list[dict[str, Any]] = answer[service]["row"]
    return rows


def test_the_price_service_that_became_another_shape() -> None:
    old = necessities("Mgismulgainfo_2018-12_OLD_WIDE_FORMAT.json", "Mgismulgainfo")
    new = necessities("ListNecessariesPricesService_2021-05.json", "ListNecessariesPricesService")
    found = drift(look(old), look(new), needed=["COT_CONTS_NAME", "COT_VALUE_02"])
    lost = {one.subject: one for one in found if one.detector == "vanished-column"}
    came = {one.subject for one in found if one.detector == "new-column"}
    assert lost["COT_VALUE_02"].severity is Severity.DOUBTFUL
    assert {"A_PRICE", "A_NAME"} <= came


def subway(month: str, encoding: str) -> list[dict[str, str]]:
    text = published(f"seoul_subway_daily/CARD_SUBWAY_MONTH_{month}.csv.gz").decode(encoding)
    return list(csv.DictReader(io.StringIO(text)))


def test_the_subway_file_that_changed_its_encoding_and_a_column() -> None:
    usual = look(subway("201910", "utf-8-sig"))
    assert drift(look(subway("201909", "utf-8-sig")), usual) == []
    misread = look(subway("201911", "latin-1"))
    lost = [one for one in drift(usual, misread) if one.detector != "new-column"]
    assert {"사용일자", "노선명", "역명"} <= {one.subject for one in lost}
    [renamed] = drift(usual, look(subway("201911", "cp949")), needed=["노선명"])
    assert (renamed.evidence["old"], renamed.evidence["new"]) == ("노선명", "호선명")
    assert renamed.evidence["why"] == ["values", "position", "name"]
    assert renamed.severity is Severity.DOUBTFUL


def test_a_profile_holds_what_every_database_takes() -> None:
    """PostgreSQL keeps no zero byte, and a run whose columns cannot be kept stays open."""
    (column,) = look([{"gu\0": "a\0b"}])
    assert "\0" not in f"{column.name}{column.example}{column.samples}{column.codes}"
