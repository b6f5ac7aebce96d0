"""The whole Seoul pack, run over HTTP against doubles of the plaza and of AirKorea.

One city for all of it: without a key, with a wrong one, with the right one, and with its calls used
up. What is judged is what the city keeps.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import msgspec
import pytest

from simin.config.source_kinds import known_kinds
from simin.config.stand_ins import stand_ins_of
from simin.domains.catalogue import queries as catalogue
from simin.domains.catalogue.question import Question
from simin.domains.observations import queries as observed
from simin.domains.observations import services as observations
from simin.domains.observations.models import Source
from simin.domains.picture.card import Origin
from simin.ingest.feeds import Feed
from simin.ingest.models import DailyCalls, FeedState, Quarantined, RawPayload
from simin.ingest.pack import Pack, find_pack, in_real_time, read_pack
from simin.ingest.runner.outcome import Outcome, Report
from simin.kit.clock import FixedClock, SystemClock, wire
from simin.workflows.load_pack import numbers
from tests.factories.city_server import Pieces, Seen, city_server
from tests.factories.feed_bench import Bench
from tests.factories.plaza import AirKorea, Plaza, Row, told

NOW = datetime(2026, 11, 26, 3, 30, tzinfo=UTC)
LOCAL = NOW.astimezone(ZoneInfo("Asia/Seoul"))
HOUR = f"{LOCAL:%Y%m%d%H}00"
KEY, AIRKOREA_KEY = "plaza-key-that-nobody-sees", "korea-key-that-nobody-sees"
#: Of the 115 places and 25 districts that are asked one by one.
_EACH = 5
SECRETS = {
    "seoul-key": KEY,
    "seoul-subway-key": KEY,
    "airkorea-key": AIRKOREA_KEY,
    "data-go-kr-key": AIRKOREA_KEY,
    "garak-id": "1",
    "garak-password": "p",
}


def districts(feed: Feed) -> list[str]:
    return list(feed.mapping.names["district"])


def tables(feeds: dict[str, Feed]) -> dict[str, list[Row]]:
    """Rows of every service, in the shapes that the pack's feeds name as their proof."""
    named = districts(feeds["realtime-air"])
    air = [
        {
            "MSRMT_DT": HOUR,
            "MSRSTN_NM": name,
            "PM": 20 + place if name != "은평구" else "점검중",
            "FPM": 10,
            "OZON": 0.046,
            "NTDX": 0.008,
            "CBMX": 0.4,
            "SPDX": 0.003,
        }
        for place, name in enumerate(named)
    ]
    bikes = [
        {
            "stationId": f"ST-{place}",
            "stationName": f"{place}. 대여소",
            "rackTotCnt": 10,
            "parkingBikeTotCnt": place % 11,
            "shared": 50,
            "stationLongitude": 126.9 + place / 10_000,
            "stationLatitude": 37.5,
        }
        for place in range(1001)
    ]
    masters = [
        {
            "RENT_ID": f"ST-{place}",
            "RENT_NM": f"대여소 {place}",
            "STA_LONG": 126.9,
            "STA_LAT": 0 if place == 3 else 37.5,
        }
        for place in range(5)
    ]
    weather = {"WEATHER_TIME": f"{LOCAL:%Y-%m-%d %H:00}", "TEMP": 4.5, "HUMIDITY": 40}
    people = {"AREA_PPLTN_MIN": 16000, "AREA_PPLTN_MAX": 18000}
    days = [f"{LOCAL - timedelta(days=ago):%Y%m%d}" for ago in range(1, 4)]
    return {
        "RealtimeCityAir": air,
        "TimeAverageAirQuality": [row | {"day": HOUR[:8]} for row in air],
        "ListAirQualityByDistrictService": [
            {"MSRMT_YMD": HOUR, "MSRSTN_NM": name, "CAI": 68} for name in named
        ],
        "bikeList": bikes,
        "tbCycleStationInfo": masters,
        "citydata": [
            weather | {"AREA_CD": "POI009", "WIND_SPD": 1.9, "PRECIPITATION": "-"},
        ],
        "citydata_ppltn": [
            people | {"AREA_CD": area, "PPLTN_TIME": f"{LOCAL:%Y-%m-%d %H:%M}"}
            for area in feeds["area-population"].mapping.names["area"]
        ],
        "WPOSInformationTime": [
            {"YMD": HOUR[:8], "HR": "12:00", "MSRSTN_NM": "선유", "WATT": 11.5, "TOT_PH": 7.4},
            {"YMD": HOUR[:8], "HR": "12:00", "MSRSTN_NM": "없는곳", "WATT": 11.0},
        ],
        "ListRiverStageService": [
            {"WATG_CD": code, "WATG_NM": f"수위계 {code}", "RLTM_RVR_WATL_CNT": 9.18}
            for code in ("1401", "1402")
        ],
        "TbGtnHwcwP": [
            {
                "AREA_CD": "1111067000",
                "R_AREA_NM": "창일경로당",
                "R_DETL_ADD": "종로54길 9-23",
                "LOTNO_ADDR": "창신동 328-30",
                # As whole columns of the city's really are: the one in the place of the other.
                "LON": 37.572238,
                "LAT": 127.0148157,
            }
        ],
        "LOCALDATA_082501": [
            {"OPNSFTEAMCODE": "3000000", "MGTNO": "1", "BPLCNM": "광장시장", "X": "", "Y": ""},
        ],
        "SPOP_LOCAL_RESD_JACHI": [
            {
                "STDR_DE_ID": day,
                "TMZON_PD_SE": f"{hour:02}",
                "ADSTRD_CODE_SE": code,
                "TOT_LVPOP_CO": 380_000.5,
            }
            for day in days
            for hour in (4, 14)
            for code in feeds["living-population"].mapping.names["district"]
        ],
        "CardSubwayStatsNew": [
            {
                "USE_YMD": days[2],
                "SBWY_ROUT_LN_NM": "2호선",
                "SBWY_STNS_NM": name,
                "GTON_TNOPE": 16347.0,
                "GTOFF_TNOPE": 16122.0,
            }
            for name in ("을지로4가", "시청")
        ],
        "SearchSTNBySubwayLineInfo": [
            {"STATION_CD": "0150", "STATION_NM": "서울역", "LINE_NUM": "01호선", "FR_CODE": "133"},
        ],
        "realtimeStationArrival": [],
        "GetParkInfo": [
            {"PKLT_CD": "171721", "PKLT_NM": "세종로", "LAT": 37.5734, "LOT": 126.9759},
        ],
        "GetParkingInfo": [
            {"PKLT_CD": "171721", "PKLT_NM": "세종로", "TPKCT": 1260, "NOW_PRK_VHCL_CNT": 612},
        ],
        "culturalEventInfo": [
            {
                "TITLE": "합창",
                "STRTDATE": "2026-12-22 00:00:00.0",
                "END_DATE": "2026-12-22 00:00:00.0",
                "PLACE": "예술의전당",
                "RGSTDATE": f"{LOCAL:%Y-%m-%d}",
            }
        ],
        "ListNecessariesPricesService": [
            {
                "P_SEQ": 7,
                "P_DATE": f"{LOCAL:%Y-%m-%d}",
                "M_NAME": "시장",
                "A_NAME": "배추",
                "A_PRICE": 2000,
            }
        ],
        "tbLnOpendataRtmsV": [
            dict.fromkeys(feeds["property-deals"].mapping.key, "1")
            | {"CGG_NM": "마포구", "THING_AMT": "40000", "MNO": None},
        ],
    }


FILTERS = {
    "TimeAverageAirQuality": ("day", "MSRSTN_NM"),
    "citydata": ("AREA_CD",),
    "citydata_ppltn": ("AREA_CD",),
    "SPOP_LOCAL_RESD_JACHI": ("STDR_DE_ID",),
    "CardSubwayStatsNew": ("USE_YMD",),
}

STATIONS: list[Row] = [
    {"stationName": "강남구", "pm10Value": "38", "pm10Flag": None, "o3Value": "0.031"},
    # A value that is there, and that its flag speaks against.
    {"stationName": "마포구", "pm10Value": "999", "pm10Flag": "통신장애", "o3Value": "-"},
    # Beside a road; no district.
    {"stationName": "신촌로", "pm10Value": "60", "pm10Flag": None},
]


#: A reading and a warning at once, so that both services of the weather find their own.
WEATHER: Row = {
    "baseDate": HOUR[:8],
    "baseTime": HOUR[8:],
    "category": "T1H",
    "obsrValue": "4.5",
    "stnId": "109",
    "title": "[특보] 한파주의보 발표",
    "tmFc": HOUR,
    "tmSeq": 1,
}


class Seoul:
    """The pack's feeds, their doubles, and a bench to run them on."""

    def __init__(self, bench: Bench, pack: Pack) -> None:
        self.bench = bench
        self.feeds = {feed.id: here(feed, bench.city.url) for feed in pack.feeds}
        self.plaza = Plaza(KEY, tables(self.feeds), FILTERS)
        stations = [row | {"dataTime": f"{LOCAL:%Y-%m-%d %H:00}"} for row in STATIONS]
        self.airkorea = AirKorea(AIRKOREA_KEY, stations)
        self.weather = AirKorea(AIRKOREA_KEY, [WEATHER])
        bench.city.otherwise = self._answer
        played = stand_ins_of(pack, bench.secrets)
        hours = {"pm-2022": replace(played.recorded["pm-2022"], past=timedelta(hours=2))}
        air = [feed for feed in pack.feeds if feed.source == "air-network"]
        self.stand_ins = replace(played, feeds=air, recorded=hours)
        self.reports: dict[str, Report] = {}
        #: Calls as the plaza counted them, and as the city did.
        self.counted = (0, 0)

    def run(self, name: str) -> Report:
        return self.bench.run(self.feeds[name])

    def origin(self) -> Origin:
        self.stand_ins.settle(self.bench.clock.now())
        return Origin(Source.objects.get(id="air-network").origin)

    def _answer(self, seen: Seen) -> Pieces:
        path = seen.target.partition("?")[0]
        if path.startswith("/B552584/"):
            return self.airkorea.answer(seen)
        if path.startswith("/1360000/"):
            return self.weather.answer(seen)
        if path.startswith("/homepage/publicdata/"):
            row = {"PUM_NM_A": "배추", "G_NAME_A": "상", "U_NAME": "10키로망대", "AV_P_A": "7,250"}
            return [told({"resultData": [row]})]
        if path.startswith("/api/subway/"):
            status = {"status": 200, "code": "INFO-000", "message": "정상", "total": 0}
            return [told({"errorMessage": status, "realtimeArrivalList": []})]
        return self.plaza.answer(seen)


def here(feed: Feed, url: str) -> Feed:
    """The feed with its host on loopback, no pauses, and the first few of those asked one by one.

    All else is as the city would run it.
    """
    path = feed.address.split("/", 3)[3]
    few = {"each": feed.options["each"][:_EACH]} if "each" in feed.options else {}
    schedule = msgspec.structs.replace(feed.schedule, pause=0.0)
    return msgspec.structs.replace(
        feed, address=f"{url}/{path}", schedule=schedule, options=feed.options | few
    )


@pytest.fixture
def seoul(db: None) -> Iterator[Seoul]:
    pack = in_real_time(read_pack(find_pack("seoul"), verify_recordings=False))
    observations.define_sources(numbers.sources(pack))
    observations.define_properties(numbers.properties(pack))
    observations.define_datastreams(numbers.datastreams(pack))
    origins = {source.id: Origin.MEASURED for source in pack.sources}
    with city_server() as server:
        bench = Bench(server, FixedClock(NOW), kinds=known_kinds(), origins=origins)
        wire(bench.clock)
        yield Seoul(bench, pack)
        wire(SystemClock())


def _counted() -> int:
    return DailyCalls.objects.get(account="secret:seoul-key").calls


def test_the_whole_pack_over_http(seoul: Seoul, subtests: pytest.Subtests) -> None:
    for judge in _STORY:
        with subtests.test(judge.__name__.replace("_", " ").strip()):
            judge(seoul)


def without_a_key_the_air_is_replayed_and_nobody_is_asked(seoul: Seoul) -> None:
    assert seoul.origin() is Origin.REPLAYED
    assert not seoul.stand_ins.admits(seoul.feeds["realtime-air"])
    latest = observed.latest_of(["air/pm25"])
    assert len(latest) == 25 and all(one.recorded_at for one in latest)
    missing = seoul.run("air-index")
    assert (missing.outcome, seoul.plaza.calls) == (Outcome.UNAVAILABLE, 0)
    assert "seoul-key" in missing.problem


def a_wrong_key_stops_the_feed_in_the_source_s_own_words(seoul: Seoul) -> None:
    seoul.bench.secrets.values |= SECRETS | {"seoul-key": "nonsense", "airkorea-key": "nonsense"}
    plaza, korea = seoul.run("air-index"), seoul.run("airkorea-seoul")
    assert plaza.outcome is korea.outcome is Outcome.REFUSED
    assert plaza.problem == "INFO-100: 인증키가 유효하지 않습니다."
    assert "SERVICE_KEY_IS_NOT_REGISTERED_ERROR" in korea.problem


def with_the_keys_every_feed_of_the_pack_runs_well(seoul: Seoul) -> None:
    seoul.bench.secrets.values |= SECRETS
    assert seoul.origin() is Origin.MEASURED
    asked, kept = seoul.plaza.calls, _counted()
    seoul.reports = {name: seoul.run(name) for name in seoul.feeds}
    seoul.counted = (seoul.plaza.calls - asked, _counted() - kept)
    reports = seoul.reports.items()
    assert not {name: report.problem for name, report in reports if not report.outcome.good}
    empty = {name for name, report in reports if report.stored + report.repeated == 0}
    assert empty == {"subway-arrivals"}, "no train was on its way"
    assert all(one.fetched == one.stored + one.repeated + one.rejected for _, one in reports)


def pages_are_asked_until_the_table_ends(seoul: Seoul) -> None:
    bikes = seoul.reports["bike-stations"]
    assert (bikes.calls, bikes.fetched, bikes.rejected) == (2, 1001, 0)
    assert catalogue.count(catalogue.version("bike-stations"), Question()) == 1001
    assert seoul.reports["area-population"].calls == seoul.reports["air-hours"].calls == _EACH
    people = seoul.reports["living-population"]
    assert (people.calls, people.stored) == (8, 3 * 2 * 25)


def what_cannot_be_read_waits_in_quarantine_with_its_field(seoul: Seoul) -> None:
    reasons = {row.feed: row.reason for row in Quarantined.objects.exclude(feed="area-population")}
    assert reasons == {
        "airkorea-seoul": "stationName: '신촌로' has no name in the pack (district)",
        "bike-station-master": "longitude, latitude: 126.9, 0.0 lies outside the bounds",
        "river-water": "MSRSTN_NM: '없는곳' has no name in the pack (station)",
    }


def the_air_that_is_measured_stands_apart_from_the_replayed(seoul: Seoul) -> None:
    latest = {one.slug: one for one in observed.latest_of(["air/pm10", "air/o3"])}
    assert len(latest) == 24 + 25, "one station of PM10 is being looked after"
    assert all(one.recorded_at is None for one in latest.values())
    mapo = latest["air/pm10/mapo"]
    assert (mapo.result, mapo.phenomenon_time) == (33.0, _top_of(NOW) - timedelta(hours=1))
    aside = observed.latest_of(["air/pm25@replayed"])
    assert len(aside) == 25 and all(one.recorded_at for one in aside)
    # Two services of the network say the same: whoever comes second changes nothing.
    first, second = seoul.reports["air-hours"], seoul.reports["realtime-air"]
    assert (first.stored, second.repeated, second.stored) == (5 * 6, 5 * 6, 149 - 5 * 6)


def a_flag_speaks_against_a_value_that_is_there(seoul: Seoul) -> None:
    latest = {one.slug: one for one in observed.latest_of(["airkorea/pm10"])}
    assert latest["airkorea/pm10/gangnam"].valid
    assert latest["airkorea/pm10/mapo"].result == 999.0
    assert not latest["airkorea/pm10/mapo"].valid


def swapped_coordinates_are_put_right_and_said(seoul: Seoul) -> None:
    assert seoul.reports["heat-shelters"].noticed["swapped-coordinates"] == "1 of 1"
    (shelter,) = catalogue.stream(catalogue.version("heat-shelters"), Question(), most=5)
    assert 126 < shelter["longitude"] < 128


def every_call_is_counted_on_the_key_s_day(seoul: Seoul) -> None:
    asked, counted = seoul.counted
    assert (
        asked
        == counted
        == sum(
            seoul.reports[name].calls
            for name, feed in seoul.feeds.items()
            if "seoul-key" in feed.secrets
        )
    )


def no_key_is_kept_anywhere(seoul: Seoul) -> None:
    told_of = [
        *(f"{row.url}" for row in RawPayload.objects.all()),
        *(f"{row.problem}" for row in FeedState.objects.all()),
    ]
    assert len(told_of) > 50
    assert not [told for told in told_of if KEY in told or AIRKOREA_KEY in told]


def a_day_s_calls_that_are_used_up_wait_for_tomorrow(seoul: Seoul) -> None:
    seoul.plaza.calls_left = 0
    report = seoul.run("necessities-prices")
    assert report.outcome is Outcome.UNAVAILABLE and report.problem.startswith("ERROR-337")
    state = FeedState.objects.get(feed="necessities-prices")
    assert state.next_run >= datetime(2026, 11, 26, 15, tzinfo=UTC), "midnight in Seoul"
    seoul.plaza.calls_left = 1000


def a_page_for_people_is_no_answer_and_nothing_is_lost(seoul: Seoul) -> None:
    seoul.plaza.mended = {"RealtimeCityAir"}
    before = observed.latest_of(["air/o3"])
    report = seoul.run("realtime-air")
    assert report.outcome is Outcome.IMPLAUSIBLE and "HTML" in report.problem
    assert observed.latest_of(["air/o3"]) == before
    seoul.plaza.mended = set()
    assert seoul.run("realtime-air").repeated > 100


def the_key_that_goes_brings_the_recording_back(seoul: Seoul) -> None:
    del seoul.bench.secrets.values["seoul-key"]
    assert seoul.origin() is Origin.REPLAYED
    assert all(one.recorded_at for one in observed.latest_of(["air/pm25"]))
    assert len(observed.latest_of(["air/pm25@measured"])) == 25


def _top_of(at: datetime) -> datetime:
    return at.replace(minute=0, second=0)


#: In this order; each goes on where the one before ended.
_STORY: tuple[Callable[[Seoul], None], ...] = (
    without_a_key_the_air_is_replayed_and_nobody_is_asked,
    a_wrong_key_stops_the_feed_in_the_source_s_own_words,
    with_the_keys_every_feed_of_the_pack_runs_well,
    pages_are_asked_until_the_table_ends,
    what_cannot_be_read_waits_in_quarantine_with_its_field,
    the_air_that_is_measured_stands_apart_from_the_replayed,
    a_flag_speaks_against_a_value_that_is_there,
    swapped_coordinates_are_put_right_and_said,
    every_call_is_counted_on_the_key_s_day,
    no_key_is_kept_anywhere,
    a_day_s_calls_that_are_used_up_wait_for_tomorrow,
    a_page_for_people_is_no_answer_and_nothing_is_lost,
    the_key_that_goes_brings_the_recording_back,
)
