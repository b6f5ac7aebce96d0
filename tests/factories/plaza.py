"""Doubles of Seoul's Open Data Plaza and of AirKorea that speak as the real ones are known to.

The plaza: the key is a segment of the path, at most 1,000 rows a call, ``list_total_count``,
wrappers with other names than the service, every value a string, a bare ``RESULT`` with status 200
for errors and for no rows, XML for a bad key though JSON was asked, HTML while it is mended, one
row as an object, and a number of calls a day. AirKorea: a key in the query, pages, flags, and its
gateway's refusal as XML.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from tests.factories.city_server import Seen, reply

type Row = Mapping[str, Any]

#: Services whose wrapper has another name.
_WRAPPERS = {"bikeList": "rentBikeStatus", "tbCycleStationInfo": "stationInfo"}
_MOST_ROWS = 1000


@dataclass
class Plaza:
    """``tables`` has the rows of each service; a service that is missing is unknown."""

    key: str
    tables: dict[str, list[Row]] = field(default_factory=dict)
    #: Columns that the segments behind the rows filter by, in their order.
    filters: dict[str, tuple[str, ...]] = field(default_factory=dict)
    #: Services that answer with a page of HTML.
    mended: set[str] = field(default_factory=set)
    calls_left: int = 1000
    calls: int = 0

    def answer(self, seen: Seen) -> Iterable[bytes]:
        self.calls += 1
        key, form, service, start, end, *asked = map(unquote, seen.target.split("/")[1:])
        if key != self.key:
            return [xml("INFO-100", "인증키가 유효하지 않습니다.")]
        if not self.calls_left:
            return [told(refusal("ERROR-337", "일별 트래픽 제한을 넘은 호출입니다."))]
        self.calls_left -= 1
        if service in self.mended:
            return [reply(b"<html><body>\xec\xa0\x90\xea\xb2\x80\xec\xa4\x91</body></html>")]
        first, last = int(start), int(end)
        if last - first >= _MOST_ROWS:
            return [
                told(refusal("ERROR-336", "데이터요청은 한번에 최대 1000건을 넘을 수 없습니다."))
            ]
        assert form == "json"
        return [told(self._page(service, first, last, [one for one in asked if one]))]

    def _page(self, service: str, first: int, last: int, asked: list[str]) -> Any:
        columns = self.filters.get(service, ())
        rows = [
            row
            for row in self.tables.get(service, [])
            if all(str(row[name]) == one for name, one in zip(columns, asked, strict=False))
        ]
        page = [written(row) for row in rows[first - 1 : last]]
        if not page:
            return refusal("INFO-200", "해당하는 데이터가 없습니다.")
        if service.startswith("citydata"):
            return city_data(service, page[0])
        status = refusal("INFO-000", "정상 처리되었습니다")
        inside = page[0] if len(page) == 1 else page
        wrapper = _WRAPPERS.get(service, service)
        return {wrapper: {"list_total_count": len(rows), **status, "row": inside}}


@dataclass
class AirKorea:
    """The stations of one province, on pages."""

    key: str
    stations: list[Row] = field(default_factory=list)
    calls: int = 0

    def answer(self, seen: Seen) -> Iterable[bytes]:
        self.calls += 1
        asked = {name: values[0] for name, values in parse_qs(urlsplit(seen.target).query).items()}
        if asked.get("serviceKey") != self.key:
            return [_GATEWAY]
        size, page = int(asked["numOfRows"]), int(asked["pageNo"])
        items = self.stations[(page - 1) * size : page * size]
        body = {"totalCount": len(self.stations), "items": items, "pageNo": page, "numOfRows": size}
        header = {"resultMsg": "NORMAL_CODE", "resultCode": "00"}
        return [told({"response": {"body": body, "header": header}})]


_GATEWAY = reply(
    b"<OpenAPI_ServiceResponse><cmmMsgHeader><errMsg>SERVICE ERROR</errMsg>"
    b"<returnAuthMsg>SERVICE_KEY_IS_NOT_REGISTERED_ERROR</returnAuthMsg>"
    b"<returnReasonCode>30</returnReasonCode></cmmMsgHeader></OpenAPI_ServiceResponse>"
)


def refusal(code: str, message: str) -> dict[str, Any]:
    return {"RESULT": {"CODE": code, "MESSAGE": message}}


def city_data(service: str, row: Row) -> dict[str, Any]:
    """Whose keys hold a dot; a section with one entry is an object."""
    status = {"RESULT.CODE": "INFO-000", "RESULT.MESSAGE": "정상 처리되었습니다."}
    if service == "citydata":
        return {"CITYDATA": {"AREA_CD": row["AREA_CD"], "WEATHER_STTS": row}, "RESULT": status}
    return {f"SeoulRtd.{service}": [row], "RESULT": status}


def written(row: Row) -> dict[str, Any]:
    """Every value is a string, but for the subway's and none."""
    return {name: value if value is None else str(value) for name, value in row.items()}


def told(answer: Any) -> bytes:
    return reply(json.dumps(answer, ensure_ascii=False).encode(), content_type="application/json")


def xml(code: str, message: str) -> bytes:
    text = f"<RESULT><CODE>{code}</CODE><MESSAGE>{message}</MESSAGE></RESULT>"
    return reply(text.encode(), content_type="application/xml")
