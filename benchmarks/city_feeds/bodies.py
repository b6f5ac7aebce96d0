"""Answers of the city's systems, in the shapes of the real ones."""

import json
import random
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

from benchmarks.city_feeds.values import Probes, moving

type Body = Callable[[str, Probes], bytes]
type Values = dict[str, Any]

#: The station whose first measure is the feed's probe.
PROBE = "0"


def _json(document: Any) -> bytes:
    return json.dumps(document, ensure_ascii=False).encode()


def _measured(feed: str, station: int, measures: Sequence[str], probes: Probes) -> Values:
    """Each measure of a station; the first of the first station is a reading to be found again."""
    values: Values = {
        name: moving(station * 31 + place, 40 + place, 12) for place, name in enumerate(measures)
    }
    if str(station) == PROBE:
        values[measures[0]] = probes.send(f"probe/{feed}")
    return values


def _plaza(service: str, rows: list[Any]) -> bytes:
    result = {"CODE": "INFO-000", "MESSAGE": "정상 처리되었습니다"}
    envelope = {"list_total_count": len(rows), "RESULT": result, "row": rows}
    return _json({service: envelope})


def plaza(stations: int, measures: Sequence[str], wide: int = 6) -> Body:
    """Rows with ``wide`` further fields, all texts, as the plaza sends them."""
    beside = {f"FIELD_{number}": f"값 {number}" for number in range(wide)}

    def body(feed: str, probes: Probes) -> bytes:
        now = str(int(time.time()))
        rows = []
        for station in range(stations):
            values = _measured(feed, station, measures, probes)
            told = {name: str(value) for name, value in values.items()}
            rows.append({"station": str(station), "at": now, **told, **beside})
        return _plaza("RealtimeCityAir", rows)

    return body


def plaza_table(count: int, changing: float) -> Body:
    """A table of which a share changes from minute to minute."""
    kept: dict[str, list[Values]] = {}

    def body(feed: str, probes: Probes) -> bytes:
        del probes
        rows = kept.setdefault(feed, [_row(number) for number in range(count)])
        for row in random.sample(rows, int(count * changing)):
            row["free"] = str(random.randrange(100))
        return _plaza("GetParkingInfo", rows)

    return body


def _row(number: int) -> Values:
    return {
        "id": f"ST-{number}",
        "name": f"{number}. 망원역 {number % 9}번출구 앞",
        "free": "6",
        "rackTotCnt": "15",
        "shared": "40",
        "longitude": f"{126.8 + number % 300 / 1000:.6f}",
        "latitude": f"{37.45 + number // 300 / 20:.6f}",
        "ADDR": f"서울특별시 마포구 월드컵로 {number}",
        "UPDT_TM": "2026-03-19 16:14:03",
    }


def airkorea(stations: int) -> Body:
    def body(feed: str, probes: Probes) -> bytes:
        now = str(int(time.time()))
        items = []
        for station in range(stations):
            values = _measured(feed, station, ("pm10Value", "pm25Value"), probes)
            told = {name: str(value) for name, value in values.items()}
            flags = {"pm10Flag": None, "pm25Flag": None, "mangName": "도시대기", "khaiGrade": "2"}
            items.append({"stationName": str(station), "at": now, **told, **flags})
        header = {"resultMsg": "NORMAL_CODE", "resultCode": "00"}
        inside = {"totalCount": stations, "items": items, "pageNo": 1, "numOfRows": 100}
        return _json({"response": {"body": inside, "header": header}})

    return body


def listed(stations: int, measures: Sequence[str]) -> Body:
    def body(feed: str, probes: Probes) -> bytes:
        now = int(time.time())
        items = [
            {
                "station": str(station),
                "at": now,
                **_measured(feed, station, measures, probes),
                "meta": {"battery": 3.1, "firmware": "2.4.1", "place": {"x": 126.9, "y": 37.5}},
            }
            for station in range(stations)
        ]
        return _json({"items": items})

    return body


def sheet(stations: int, measures: Sequence[str]) -> Body:
    def body(feed: str, probes: Probes) -> bytes:
        now = int(time.time())
        lines = [",".join(["station", "at", *measures, "note"])]
        for station in range(stations):
            values = _measured(feed, station, measures, probes).values()
            lines.append(",".join([str(station), str(now), *map(str, values), "정상"]))
        return "\n".join(lines).encode()

    return body


def korean_list(count: int) -> Body:
    """A register that nobody changes, in the encoding of Korean spreadsheets."""
    lines = [
        "id,name,free,주소",
        *(f"{n},쉼터 {n},{n % 50},서울시 마포구 {n}" for n in range(count)),
    ]
    encoded = "\r\n".join(lines).encode("cp949")
    return lambda feed, probes: encoded


def features(count: int) -> Body:
    """Places in the national grid."""
    found = [
        {
            "type": "Feature",
            "properties": {"id": number, "name": f"공원 {number}", "area": number * 12.5},
            "geometry": {
                "type": "Point",
                "coordinates": [190000 + number * 30, 540000 + number * 25],
            },
        }
        for number in range(count)
    ]
    encoded = _json({"type": "FeatureCollection", "features": found})
    return lambda feed, probes: encoded


def docks(count: int) -> Body:
    def body(feed: str, probes: Probes) -> bytes:
        now = int(time.time())
        names = ("num_bikes_available", "num_docks_available")
        stations = [
            {
                "station_id": str(station),
                "last_reported": now,
                **{
                    name: value if value >= 1_000_000 else int(value)
                    for name, value in _measured(feed, station, names, probes).items()
                },
                "is_installed": True,
                "is_renting": True,
                "is_returning": True,
            }
            for station in range(count)
        ]
        contents = {"stations": stations}
        return _json({"last_updated": now, "ttl": 60, "version": "2.3", "data": contents})

    return body


def news(count: int) -> Body:
    """A new entry every ten minutes."""

    def body(feed: str, probes: Probes) -> bytes:
        del probes
        newest = int(time.time()) // 600
        entries = "".join(_entry(feed, newest - place) for place in range(count))
        return f'<rss version="2.0"><channel><title>소식</title>{entries}</channel></rss>'.encode()

    return body


def _entry(feed: str, number: int) -> str:
    at = datetime.fromtimestamp(number * 600, UTC).strftime("%a, %d %b %Y %H:%M:%S +0000")
    return (
        f"<item><guid>{feed}-{number}</guid><title>서울시 소식 {number}</title>"
        f"<link>https://news.example/{number}</link><pubDate>{at}</pubDate>"
        f"<description>{'시민과 함께하는 행사가 열립니다. ' * 8}</description></item>"
    )


def warning(feed: str, probes: Probes) -> bytes:
    """One alert that stands."""
    del probes
    return (
        '<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">'
        f"<identifier>{feed}</identifier><sender>warnings@city.example</sender>"
        "<sent>2026-03-02T12:00:00+09:00</sent><status>Actual</status><msgType>Alert</msgType>"
        "<scope>Public</scope><info><language>ko</language><category>Met</category>"
        "<event>호우 경보</event><urgency>Immediate</urgency><severity>Severe</severity>"
        "<certainty>Observed</certainty><headline>하천에서 나오세요</headline>"
        "<area><areaDesc>마포구</areaDesc></area></info></alert>"
    ).encode()


def requests(count: int) -> Body:
    """Requests of which some move on."""

    def body(feed: str, probes: Probes) -> bytes:
        del probes
        minute = int(time.time()) // 60
        told = [
            {
                "service_request_id": f"{feed}-{number}",
                "status": "closed" if (minute + number) % 10 == 0 else "open",
                "service_code": "006",
                "service_name": "포트홀",
                "description": "도로에 구멍이 있습니다 " * 4,
                "requested_datetime": "2026-03-02T09:00:00+09:00",
                "lat": 37.55,
                "long": 126.98,
            }
            for number in range(count)
        ]
        return _json(told)

    return body


def remote(stations: int) -> Body:
    def body(feed: str, probes: Probes) -> bytes:
        now = datetime.now(UTC).isoformat()
        told = [
            {
                "@iot.id": f"{station}-{now}",
                "phenomenonTime": now,
                "resultTime": None,
                "result": _measured(feed, station, ("level",), probes)["level"],
                "Datastream": {"@iot.id": station},
            }
            for station in range(stations)
        ]
        return _json({"value": told})

    return body


def context(stations: int) -> Body:
    def body(feed: str, probes: Probes) -> bytes:
        now = datetime.now(UTC).isoformat()
        told = []
        for station in range(stations):
            value = _measured(feed, station, ("level",), probes)["level"]
            level = {"type": "Property", "value": value, "observedAt": now}
            name = {"type": "Property", "value": str(station)}
            id_ = f"urn:ngsi-ld:WaterObserved:{feed}-{station}"
            told.append({"id": id_, "type": "WaterObserved", "level": level, "station": name})
        return _json(told)

    return body
