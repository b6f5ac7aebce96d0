"""Every feed of the Seoul pack, on the payload or the shape that proves it."""

import csv
import gzip
import json
from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest

from simin.config.source_kinds import known_kinds
from simin.domains.indicators.definition import IndexDefinition
from simin.domains.indicators.index import comprehensive
from simin.ingest.feeds import Feed, Parsed, Payload, SourceError, Window
from simin.ingest.pack import find_pack, read_pack
from tests.conftest import SHARED

PACK = read_pack(find_pack("seoul"), verify_recordings=False, kinds=known_kinds())
FEEDS = {feed.id: feed for feed in PACK.feeds}
SAMPLES = SHARED / "data/seoul_openapi_samples"
NOW = datetime(2026, 11, 26, 3, 30, tzinfo=UTC)
WINDOW = Window(start=NOW - timedelta(days=1), end=NOW)

needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="the recorded payloads are not here")


def parsed(name: str, body: bytes | Any) -> Parsed:
    feed = FEEDS[name]
    kind = known_kinds()[feed.kind]
    request = next(iter(kind.requests(feed, None, WINDOW)))
    told = body if isinstance(body, bytes) else json.dumps(body, ensure_ascii=False).encode()
    payload = Payload(request=request.name, status=200, headers={}, body=told, fetched_at=NOW)
    return kind.parse(feed, payload)


def table(service: str, rows: list[dict[str, Any]]) -> dict[str, Any]:
    status = {"CODE": "INFO-000", "MESSAGE": "정상 처리되었습니다"}
    return {service: {"list_total_count": len(rows), "RESULT": status, "row": rows}}


def sample(name: str) -> bytes:
    return next(SAMPLES.glob(name)).read_bytes()


@needs_shared
def test_the_air_of_all_districts() -> None:
    found = parsed("realtime-air", sample("RealtimeCityAir_*"))
    families = Counter(str(one.values["datastream"]).rpartition("/")[0] for one in found.records)
    gases = ("o3", "no2", "co", "so2")
    assert families == {f"air/{name}": 25 for name in ("pm10", "pm25", *gases)}
    assert not found.rejected
    assert found.records[0].at == datetime(2021, 5, 11, 5, tzinfo=UTC)


@needs_shared
def test_our_index_is_the_networks_own() -> None:
    """In all 25 districts within a point (the network rounds up), by the same pollutant.

    The network takes means of dust over 24 hours and we its hours, but that day ozone was worst. Of
    dust alone the index would have been 20 to 62 in place of 64 to 77.
    """
    index = msgspec.convert(
        {name: one for name, one in msgspec.to_builtins(PACK.indexes[0]).items() if name != "name"},
        IndexDefinition,
    )
    fields = {"PM10": "pm10", "PM25": "pm25", "O3": "o3", "NO2": "no2", "CO": "co", "SO2": "so2"}
    rows = json.loads(sample("RealtimeCityAir_*"))["RealtimeCityAir"]["row"]
    for row in rows:
        air = {name: float(row[field]) for field, name in fields.items()}
        assert comprehensive(air, index) == pytest.approx(row["IDEX_MVL"], abs=1.0)
        rest = {name: value for name, value in air.items() if name != "o3"}
        assert row["ARPLT_MAIN"] == "O3" and comprehensive(rest, index) < row["IDEX_MVL"] - 1
    assert len(rows) == 25


def test_the_plaza_renamed_every_column_of_the_air() -> None:
    """A row as public clients of 2026 read it; the recorded answer above has the old names."""
    row = {
        "MSRMT_DT": "202605181500",
        "SAREA_NM": "도심권",
        "MSRSTN_NM": "중구",
        "PM": 31.0,
        "FPM": 14.0,
        "OZON": 0.046,
        "NTDX": 0.008,
        "CBMX": 0.4,
        "SPDX": 0.003,
        "CAI_GRD": "보통",
    }
    now = parsed("realtime-air", table("RealtimeCityAir", [row]))
    assert len(now.records) == 6 and not now.noticed
    old = {"MSRDT": "202605181500", "MSRSTE_NM": "중구", "PM10": 31.0, "PM25": "점검중"}
    then = parsed("realtime-air", table("RealtimeCityAir", [old]))
    assert then.records[0] == now.records[0]
    assert then.noticed["renamed column PM"] == "PM10"
    day = parsed("air-hours", table("TimeAverageAirQuality", [row | {"PM": "0"}]))
    assert {one.values["datastream"] for one in day.records} == {
        f"air/{name}/jung" for name in ("pm25", "o3", "no2", "co", "so2")
    }


@needs_shared
def test_a_station_of_airkorea() -> None:
    found = parsed("airkorea-seoul", sample("airkorea_*"))
    results = {one.values["datastream"]: one.values["result"] for one in found.records}
    assert results == {"airkorea/pm10/gangnam": 38.0, "airkorea/pm25/gangnam": 28.0}


@needs_shared
def test_a_bicycle_station_whose_wrapper_has_another_name() -> None:
    (station,) = parsed("bike-stations", sample("bikeList_*")).records
    assert station.key == "ST-4"
    assert station.values["bicycles"] == 6
    assert station.values["longitude"] == pytest.approx(126.91062927)


@needs_shared
def test_all_bicycle_stations_but_those_at_latitude_nought() -> None:
    found, rejected = 0, 0
    for path in sorted((SHARED / "data/seoul_bike").glob("chunk_*")):
        body = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        one = parsed("bike-station-master", body)
        found, rejected = found + len(one.records), rejected + len(one.rejected)
    assert (found, rejected) == (3153, 3)


@needs_shared
def test_a_price_of_a_necessity() -> None:
    (price,) = parsed("necessities-prices", sample("ListNecessariesPrices*")).records
    assert (price.values["won"], price.values["district"]) == (2000, "도봉구")


@needs_shared
def test_deals_of_a_year() -> None:
    path = SHARED / "data/seoul_real_estate/seoul_real_estate.csv.gz"
    with gzip.open(path, "rt", encoding="utf-8-sig") as file:
        rows = [row for row, _ in zip(csv.DictReader(file), range(1000), strict=False)]
    found = parsed("property-deals", table("tbLnOpendataRtmsV", rows))
    assert len(found.records) > 970
    assert found.records[0].values["ten_thousand_won"] == 40000


@pytest.mark.parametrize("shape", ["list", "object"])
def test_the_weather_of_a_section_that_may_be_an_object(shape: str) -> None:
    section = {
        "WEATHER_TIME": "2026-08-19 19:00",
        "TEMP": "28.4",
        "HUMIDITY": "71",
        "WIND_SPD": "1.9",
        "PRECIPITATION": "-",
    }
    weather: Any = [section] if shape == "list" else section
    status = {"RESULT.CODE": "INFO-000", "RESULT.MESSAGE": "정상 처리되었습니다."}
    found = parsed("weather-now", {"RESULT": status, "CITYDATA": {"WEATHER_STTS": weather}})
    results = {one.values["datastream"]: one.values["result"] for one in found.records}
    assert results == {
        "weather/temperature": 28.4,
        "weather/humidity": 71.0,
        "weather/wind": 1.9,
    }


def test_each_of_the_places_is_asked_for() -> None:
    feed = FEEDS["area-population"]
    kind = known_kinds()[feed.kind]
    requests = list(kind.requests(feed, None, WINDOW))
    assert len(requests) == len({request.name for request in requests}) == 115
    assert requests[0].url.endswith("/citydata_ppltn/1/1/POI001")
    row = {
        "AREA_CD": "POI009",
        "AREA_PPLTN_MIN": "16000",
        "AREA_PPLTN_MAX": "18000",
        "PPLTN_TIME": "2026-08-19 19:00",
    }
    status = {"RESULT.CODE": "INFO-000", "RESULT.MESSAGE": "정상 처리되었습니다."}
    found = parsed("area-population", {"RESULT": status, "SeoulRtd.citydata_ppltn": [row]})
    named = {one.values["datastream"] for one in found.records}
    assert named == {"people/area-least/poi009", "people/area-most/poi009"}


def test_the_index_of_the_network() -> None:
    row = {"MSRMT_YMD": "202603091500", "MSRSTN_NM": "동대문구", "CAI": "95", "CAI_GRD": "보통"}
    (index,) = parsed("air-index", table("ListAirQualityByDistrictService", [row])).records
    assert index.values == {"datastream": "air/official-index/dongdaemun", "result": 95.0}
    assert index.at == datetime(2026, 3, 9, 5, tzinfo=UTC)


def test_the_water_of_the_rivers_with_old_and_new_names() -> None:
    new = {"YMD": "20260801", "HR": "14:00", "MSRSTN_NM": "선유", "WATT": "22.5", "TOT_PH": "7.4"}
    old = {"MSR_DATE": "20220801", "MSR_TIME": "14:00", "SITE_ID": "선유", "W_TEMP": "점검중"}
    found = parsed("river-water", table("WPOSInformationTime", [new]))
    assert [one.values["result"] for one in found.records] == [22.5, 7.4]
    assert found.records[0].at == datetime(2026, 8, 1, 5, tzinfo=UTC)
    then = parsed("river-water", table("WPOSInformationTime", [old]))
    assert (then.records, then.rejected) == ((), ())
    assert then.noticed["renamed column WATT"] == "W_TEMP"


def test_the_weather_service_says_a_row_for_each_measure() -> None:
    """Those that are not asked for are no quarantine's business."""
    said = {"T1H": "4.5", "REH": "41", "RN1": "0", "WSD": "-998.9", "PTY": "0", "UUU": "1.2"}
    rows = [
        {"baseDate": "20260302", "baseTime": "1200", "category": name, "obsrValue": value}
        for name, value in said.items()
    ]
    found = parsed("kma-nowcast", portal(rows))
    results = {one.values["datastream"]: one.values["result"] for one in found.records}
    assert results == {"kma/temperature": 4.5, "kma/humidity": 41.0, "kma/rain": 0.0}
    assert [one.reason for one in found.rejected] == ["obsrValue: -998.9 is below -899.0"]
    title = "[특보] 제08-12호 : 2026.08.01.10:00 / 폭염주의보 발표(*)"
    warning = {"stnId": "109", "title": title, "tmFc": 202608011000, "tmSeq": 12}
    (notice,) = parsed("kma-warnings", portal([warning])).records
    assert (notice.kind, notice.values["title"]) == ("notice", title)
    assert notice.at == datetime(2026, 8, 1, 1, tzinfo=UTC)


def portal(rows: list[dict[str, Any]]) -> dict[str, Any]:
    header = {"resultCode": "00", "resultMsg": "NORMAL_SERVICE"}
    body = {"items": {"item": rows}, "totalCount": len(rows), "pageNo": 1, "numOfRows": 100}
    return {"response": {"header": header, "body": body}}


def test_people_by_the_code_of_their_district() -> None:
    row = {
        "STDR_DE_ID": "20260731",
        "TMZON_PD_SE": "04",
        "ADSTRD_CODE_SE": "11440",
        "TOT_LVPOP_CO": "382112.5",
    }
    (people,) = parsed("living-population", table("SPOP_LOCAL_RESD_JACHI", [row])).records
    assert people.values["datastream"] == "people/living/mapo"
    assert people.at == datetime(2026, 7, 30, 19, tzinfo=UTC)


def test_a_price_of_the_market_and_one_that_is_not_there() -> None:
    rows = [
        {"PUM_NM_A": "배추", "G_NAME_A": "상", "U_NAME": "10키로망대", "AV_P_A": "7,250"},
        {"PUM_NM_A": "무", "G_NAME_A": "상", "U_NAME": "20키로상자", "AV_P_A": "0"},
    ]
    found = parsed("garak-prices", {"resultData": rows})
    assert [one.values["won"] for one in found.records] == [7250.0, None]


@needs_shared
def test_the_shelters_of_2026_under_the_names_of_the_service() -> None:
    """The plaza's export has Korean headings; its rows are those of the service."""
    headings = {
        "위치코드": "AREA_CD",
        "시설구분1": "FACILITY_TYPE1",
        "시설구분2": "FACILITY_TYPE2",
        "쉼터명칭": "R_AREA_NM",
        "도로명주소": "R_DETL_ADD",
        "지번주소": "LOTNO_ADDR",
        "이용가능인원": "USE_PRNB",
        "경도": "LON",
        "위도": "LAT",
    }
    path = SHARED / "data/seoul_heat_relief/서울시 무더위쉼터.csv.gz"
    with gzip.open(path, "rt", encoding="cp949") as file:
        rows = [
            {headings.get(name, name): value for name, value in row.items()}
            for row in csv.DictReader(file)
        ]
    assert set(headings.values()) <= set(rows[0])
    found = parsed("heat-shelters", table("TbGtnHwcwP", rows))
    assert (len(found.records), len(found.rejected)) == (4017, 0)


_ROWS: dict[str, dict[str, Any]] = {
    "river-gauges": {
        "WATG_CD": "1401",
        "WATG_NM": "증산교",
        "RVR_NM": "불광천",
        "GU_OFC_NM": "은평구",
        "DTRSM_DATA_CLCT_TM": "2026-07-05 14:30:00",
        "RLTM_RVR_WATL_CNT": 9.18,
        "EBM_HGT": 14.6,
        "PLAN_FLDE": 12.9,
        "RBH": 8.9,
        "CNTRL_WATL": 10.2,
    },
    "permits-large-stores": {
        "OPNSFTEAMCODE": "3000000",
        "MGTNO": "3000000-081-1998-00001",
        "APVPERMYMD": "1998-01-05",
        "TRDSTATENM": "영업/정상",
        "BPLCNM": "광장시장",
        "UPTAENM": "시장",
        "RDNWHLADDR": "서울특별시 종로구 창경궁로 88",
        "X": "199931.5",
        "Y": "452207.1",
    },
    "culture-events": {
        "CODENAME": "클래식",
        "GUNAME": "강남구",
        "TITLE": "파리나무십자가 소년합창단",
        "PLACE": "예술의전당 콘서트홀",
        "ORG_LINK": "https://tickets.example/24012229",
        "RGSTDATE": "2024-09-02",
        "STRTDATE": "2024-12-22 00:00:00.0",
        "END_DATE": "2024-12-22 00:00:00.0",
    },
    "car-parks-live": {
        "PKLT_CD": "171721",
        "PKLT_NM": "세종로 공영주차장(시)",
        "ADDR": "종로구 세종로 80-1",
        "TPKCT": 1260.0,
        "NOW_PRK_VHCL_CNT": 612.0,
        "NOW_PRK_VHCL_UPDT_TM": "2026-03-19 16:14:02",
    },
    "car-park-list": {
        "PKLT_CD": "171721",
        "PKLT_NM": "세종로 공영주차장(시)",
        "ADDR": "종로구 세종로 80-1",
        "PKLT_KND_NM": "노외 주차장",
        "TPKCT": 1260.0,
        "LAT": 37.57340269,
        "LOT": 126.97588429,
    },
    "subway-cards-daily": {
        "USE_YMD": "20191101",
        "SBWY_ROUT_LN_NM": "2호선",
        "SBWY_STNS_NM": "을지로4가",
        "GTON_TNOPE": 16347.0,
        "GTOFF_TNOPE": 16122.0,
        "REG_YMD": "20191104",
    },
    "subway-stations": {
        "STATION_CD": "0150",
        "STATION_NM": "서울역",
        "LINE_NUM": "01호선",
        "FR_CODE": "133",
    },
}


@pytest.mark.parametrize("name", sorted(_ROWS))
def test_a_row_of_the_documented_shape(name: str) -> None:
    service = FEEDS[name].options["service"]
    found = parsed(name, table(service, [_ROWS[name]]))
    assert [one.reason for one in found.rejected] == []
    assert len(found.records) == 1


def test_trains_that_arrive() -> None:
    row = {
        "statnNm": "서울",
        "trainLineNm": "소요산행 - 시청방면",
        "barvlDt": "120",
        "btrainNo": "0123",
        "recptnDt": "2026-08-19 19:00:12",
    }
    status = {"status": 200, "code": "INFO-000", "message": "정상 처리되었습니다.", "total": 1}
    found = parsed("subway-arrivals", {"errorMessage": status, "realtimeArrivalList": [row]})
    assert found.records[0].values == {
        "station": "서울",
        "towards": "소요산행 - 시청방면",
        "seconds": 120,
    }


_PLAZA = sorted(feed.id for feed in PACK.feeds if feed.kind == "seoul_openapi")


@needs_shared
@pytest.mark.parametrize("name", _PLAZA)
def test_every_error_of_the_plaza_is_understood(name: str) -> None:
    """A refusal stops the feed, no rows are no rows, and nothing of an error becomes a record."""
    for told in json.loads(sample("error_envelopes.json")):
        if "AirKorea" in told["where"]:
            continue
        body = told["body"] if isinstance(told["body"], dict) else told["body"].encode()
        try:
            assert parsed(name, body).records == ()
        except SourceError as error:
            assert error.reason


def test_all_calls_of_a_day_fit_into_the_plaza_s_limit() -> None:
    """Pages as the plaza reports them; a key has 1,000 calls a day."""
    pages = {"bike-stations": 4, "bike-station-master": 4, "car-park-list": 9, "culture-events": 6}
    pages |= {"heat-shelters": 5, "permits-large-stores": 2}
    turns = {"area-population": 115, "subway-cards-daily": 7, "air-hours": 50}
    turns |= {"living-population": 9}
    calls = sum(
        86400 / feed.schedule.every * pages.get(feed.id, 1) * turns.get(feed.id, 1)
        for feed in PACK.feeds
        if "seoul-key" in feed.secrets
    )
    assert calls < 1000


@pytest.mark.parametrize("feed", PACK.feeds, ids=lambda feed: feed.id)
def test_a_feed_says_its_proof_and_holds_no_key(feed: Feed) -> None:
    text = (PACK.folder / "feeds" / f"{feed.id}.toml").read_text(encoding="utf-8")
    assert text.startswith("# Proof: ")
    assert feed.secrets and all("{secret:" + name + "}" in feed.address for name in feed.secrets)
