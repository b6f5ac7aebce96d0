"""Columns whose values are not what their heading says, and text that was damaged on its way."""

from pathlib import Path
from typing import Any

import pytest

from simin.ingest.detectors.encodings import wrong_encoding
from simin.ingest.detectors.mistaken_column import mistaken
from simin.ingest.feeds.contract import Record
from simin.ingest.feeds.mapping import Column, Mapping
from simin.ingest.rows.profiling import LOOKED_AT, Profiling
from simin.ingest.rows.row import Row
from simin.ingest.rows.spreadsheet_dates import DAMAGED, flagged
from simin.ingest.runner.examination import found_in_columns
from tests.factories import published

#: ppm, as a pack would state them.
PLAUSIBLE = {
    "co2": (250.0, 10000.0),
    "no2": (0.0, 0.5),
    "o3": (0.0, 0.6),
    "co": (0.0, 30.0),
    "so2": (0.0, 0.4),
}


def hourly(shared: Path) -> dict[str, list[float]]:
    """The hours of four years in which every substance has a value."""
    told = published.rows(shared / "data/seoul_air_hourly_city/seoul-air_2018-2021.csv.gz", "utf-8")
    names = ("오존", "이산화탄소", "일산화탄소", "아황산가스")
    whole = [row for row in told if len(published.numbers([row[name] for name in names])) == 4]
    return {name: [float(row[name]) for row in whole] for name in names}


def test_a_co2_column_that_holds_no2_is_found(shared: Path) -> None:
    series = hourly(shared)
    found = mistaken("이산화탄소", "co2", series["이산화탄소"], PLAUSIBLE)
    assert found is not None
    assert found.evidence["impossible"] == found.evidence["of"] > 34_000
    assert found.evidence["middle"] < 0.05


def test_what_runs_beside_it_names_the_substance(shared: Path) -> None:
    """The official days of the same city, which have NO2 under its name."""
    days: dict[str, list[float]] = {}
    told = published.rows(shared / "data/seoul_air_hourly_city/seoul-air_2018-2021.csv.gz", "utf-8")
    for row in told:
        days.setdefault(row["일시"][:10].replace("-", ""), []).extend(
            published.numbers([row["이산화탄소"]])
        )
    official: dict[str, dict[str, list[float]]] = {}
    headings = {"no2": "이산화질소농도(ppm)", "o3": "오존농도(ppm)", "co": "일산화탄소농도(ppm)"}
    for row in published.rows(shared / "data/seoul_air_daily/2019.csv.gz", "cp949"):
        for name, heading in headings.items():
            if row[heading]:
                day = official.setdefault(row["측정일시"], {})
                day.setdefault(name, []).append(float(row[heading]))
    common = sorted(set(days) & set(official))
    column = [sum(days[day]) / len(days[day]) for day in common]
    beside = {
        name: [sum(official[day][name]) / len(official[day][name]) for day in common]
        for name in headings
    }
    found = mistaken("이산화탄소", "co2", column, PLAUSIBLE, beside=beside)
    assert found is not None
    assert found.evidence["rather"] == "no2"
    assert found.evidence["correlation"] > 0.95


@pytest.mark.parametrize("year", [2014, 2015, 2016, 2017])
def test_a_co2_column_that_holds_co_is_found(shared: Path, year: int) -> None:
    told: list[dict[str, Any]] = published.sheet(shared / f"data/seoul_air_daily/{year}.xlsx")
    values = [float(row["이산화탄소농도(ppm)"]) for row in told if row["이산화탄소농도(ppm)"]]
    found = mistaken("이산화탄소농도(ppm)", "co2", values, PLAUSIBLE)
    assert found is not None
    assert found.evidence["rather"] == "co"


def test_columns_that_hold_what_they_say_are_silent(shared: Path) -> None:
    series = hourly(shared)
    for heading, name in (("오존", "o3"), ("일산화탄소", "co"), ("아황산가스", "so2")):
        assert mistaken(heading, name, series[heading], PLAUSIBLE) is None
    indoor = published.rows(
        shared / "data/seoul_indoor_air/서울 어린이집 공기질 정보.csv.gz", "utf-8-sig"
    )
    real = published.numbers([row["co2"] for row in indoor])
    assert len(real) > 1900
    assert mistaken("co2", "co2", real, PLAUSIBLE) is None


def test_lot_numbers_that_became_dates_are_flagged(shared: Path) -> None:
    told = published.rows(shared / "data/seoul_heat_relief/seoulShelterList_2022.csv.gz", "utf-8")
    assert damaged("지번상세주소", told) == 256, "such as 2월 22일 and Feb-22"
    assert damaged("도로명주소", told) == 0
    deals = published.rows(shared / "data/seoul_real_estate/seoul_real_estate.csv.gz", "utf-8")
    for column in ("CTRT_DAY", "BLDG_NM", "MNO"):
        assert damaged(column, deals) == 0


def test_a_column_of_dates_is_not_damaged() -> None:
    dates = ["2월 22일", "3월 1일", "1-5", "2-7"]
    assert damaged("day", [{"day": told} for told in dates]) == 0
    assert damaged("day", [{"day": told} for told in [*dates, "9-9"]]) == 2


def damaged(column: str, told: list[dict[str, str]]) -> int:
    mapping = Mapping(into="row", columns=(Column(field=column, to="told", type="text"),))
    records = [
        Record(key=str(number), kind="row", values={"told": row[column]})
        for number, row in enumerate(told)
    ]
    return sum(DAMAGED in one.values.get("quality", ()) for one in flagged(records, mapping))


def test_stamps_that_were_rounded_are_found(shared: Path) -> None:
    told = published.rows(
        shared / "data/seoul_indoor_air/서울 어린이집 공기질 정보.csv.gz", "utf-8-sig"
    )
    profiling = Profiling()
    rows = (Row(f"row {number}", row, dict(row)) for number, row in enumerate(told))
    assert sum(1 for _ in profiling.watch(rows)) == len(told)
    (found,) = found_in_columns(profiling.profile())
    assert (found.subject, found.evidence["example"]) == ("time", "2.02E+11")
    assert found.evidence["rows"] == found.evidence["of"] == LOOKED_AT


@pytest.mark.parametrize("wrong", ["latin-1", "cp1252", "big5", "utf-8", "shift_jis"])
def test_cp949_that_was_read_as_something_else_is_found(shared: Path, wrong: str) -> None:
    body = published.text(
        shared / "data/seoul_subway_daily/CARD_SUBWAY_MONTH_201911.csv.gz", "cp949"
    ).encode("cp949")
    found = wrong_encoding(body.decode(wrong, "replace").splitlines(), encoding=wrong)
    assert found is not None
    assert found.evidence["encoding"] == wrong


@pytest.mark.parametrize("wrong", ["cp949", "latin-1", "big5", "cp1252"])
def test_utf_8_that_was_read_as_something_else_is_found(shared: Path, wrong: str) -> None:
    body = published.text(
        shared / "data/seoul_subway_daily/CARD_SUBWAY_MONTH_201910.csv.gz", "utf-8-sig"
    ).encode()
    assert wrong_encoding(body.decode(wrong, "replace").splitlines()) is not None


def test_of_all_files_only_one_lost_letters_and_it_did(shared: Path) -> None:
    """Each read in its own encoding; in one the publisher's ㆍ had become question marks."""
    alarms, read = [], 0
    for folder in sorted((shared / "data").iterdir()):
        for path, encoding in listed(folder):
            read += 1
            if wrong_encoding(published.text(path, encoding).splitlines()):
                alarms.append(path.name)
    assert read > 70
    assert alarms == ["서울시 무더위쉼터.csv.gz"]


def listed(folder: Path) -> list[tuple[Path, str]]:
    """The CSV files of a folder with the encoding that its list says they have."""
    told = [
        [cell.strip() for cell in line.split("|")]
        for line in (folder / "SOURCE.md").read_text().splitlines()
    ]
    return [
        (folder / cells[1], cells[5])
        for cells in told
        if len(cells) > 6
        and cells[1].endswith((".csv", ".csv.gz"))
        and cells[5] in {"utf-8", "utf-8-sig", "cp949", "euc-kr"}
        and (folder / cells[1]).exists()
    ]


def test_text_of_other_languages_is_silent() -> None:
    said = [
        "東京都 気象庁",
        "臺北市政府",
        "Zürich, Genève",
        "Кіев",
        "왜? 어떻게?",
        "㎍/㎥ (주)한국",
    ]
    assert wrong_encoding(said) is None
