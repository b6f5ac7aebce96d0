"""Kinds that page: the pages behind the first ask for the same period as the first."""

import msgspec
import pytest

from simin.ingest.conformance.case import FETCHED_AT, WINDOW
from simin.ingest.feeds import Column, Feed, Mapping, Payload, Schedule, SourceKind
from simin.sources import airkorea, ngsi_ld

PERIOD = "from={from:%Y%m%dT%H}&until={until:%Y%m%dT%H}"
FOUR = {"items": [{"pm": 1}] * 2, "totalCount": 4}
AIR = {"response": {"header": {"resultCode": "00"}, "body": FOUR}}


def paged(kind: SourceKind, address: str, mapping: Mapping) -> Feed:
    return Feed(
        id="a",
        kind=kind.name,
        source="a",
        address=f"https://a.example/?{address}&{PERIOD}",
        schedule=Schedule(every=60),
        mapping=mapping,
        options={"page_size": 2},
        licence="a",
        owner="a",
    )


@pytest.mark.parametrize(
    ("kind", "address", "answer"),
    [
        (airkorea.KIND, "rows={rows}&page={page}", AIR),
        (
            ngsi_ld.KIND,
            "limit={limit}&offset={offset}",
            [{"id": "a", "type": "A", "pm": 1}, {"id": "b", "type": "A", "pm": 1}],
        ),
    ],
    ids=["airkorea", "ngsi_ld"],
)
def test_the_second_page_is_of_the_same_period(
    kind: SourceKind, address: str, answer: object
) -> None:
    feed = paged(kind, address, Mapping(columns=(Column(field="pm", to="air/pm"),)))
    (first,) = kind.requests(feed, None, WINDOW)
    later = Payload(
        request=first.name,
        status=200,
        headers={},
        body=msgspec.json.encode(answer),
        fetched_at=FETCHED_AT,
    )
    (second,) = kind.parse(feed, later).more
    asked = [each.url.partition("&from=")[2] for each in (first, second)]
    assert asked == ["20260302T02&until=20260302T03"] * 2
    assert first.url != second.url
