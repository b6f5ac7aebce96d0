"""A small town whose open data stands behind the standard doors: car parks, subway cards, dust."""

from collections.abc import Iterable
from typing import Any

from simin.domains.catalogue import services
from simin.domains.identity import services as identity
from simin.domains.identity.organisation import Department
from simin.domains.places import services as places
from simin.ingest.feeds import Feed, Mapping, Schedule
from simin.ingest.feeds import mapping as said
from simin.ingest.oversight.declared import declare
from simin.ingest.runner.tables import derived
from simin.web.doors import entries
from simin.web.doors.door import allowance
from tests.factories.datasets import NOON, define_parks, park
from tests.factories.places import city, square
from tests.factories.sta_town import found_sta_town

#: What somebody typed who meant no good.
HOSTILE = "=1+1 <b onclick='x'>&amp; ]]>\x0b\u0000 \"불\""

SUBWAY = Feed(
    id="subway-cards",
    kind="seoul_openapi",
    source="network",
    address="http://plaza.example/{secret:key}/{format}/{service}/{start}/{end}/{day:%Y%m%d}",
    secrets=("key",),
    schedule=Schedule(every=60),
    licence="KOGL-1",
    owner="transport",
    time_zone="Asia/Seoul",
    options={
        "service": "CardSubwayStatsNew",
        "aliases": {
            "USE_YMD": ["USE_DT"],
            "SBWY_ROUT_LN_NM": ["LINE_NUM"],
            "SBWY_STNS_NM": ["SUB_STA_NM"],
            "GTON_TNOPE": ["RIDE_PASGR_NUM"],
            "GTOFF_TNOPE": ["ALIGHT_PASGR_NUM"],
        },
    },
    mapping=Mapping(
        into="row",
        key=("USE_YMD", "SBWY_ROUT_LN_NM", "SBWY_STNS_NM"),
        at=said.Moment(fields=("USE_YMD",), format="%Y%m%d"),
        columns=(
            said.Column(field="SBWY_ROUT_LN_NM", to="line", type="text", required=True),
            said.Column(field="SBWY_STNS_NM", to="station", type="text", required=True),
            said.Column(field="GTON_TNOPE", to="boardings", type="integer"),
            said.Column(field="GTOFF_TNOPE", to="alightings", type="integer"),
        ),
    ),
)


def found_doors_town(parks: int = 3) -> None:
    allowance.forget()
    entries.forget_kept()
    found_sta_town()
    places.define_city(city(), at=NOON)
    places.define_districts([square("east", 127.0), square("west", 126.0)], at=NOON)
    offices = {"transport": {"ko": "교통실", "en": "Transport Office"}}
    identity.define_organisation(Department(id=id_, name=name) for id_, name in offices.items())
    define_parks(theme="traffic")
    services.keep("parks", some_parks(parks), run=None, at=NOON)


def some_parks(count: int) -> Iterable[tuple[str, dict[str, Any]]]:
    """The first has a hostile name; the last stands nowhere."""
    for number in range(count):
        place = {"longitude": 127.0 + number / 1000, "latitude": 37.5}
        told: dict[str, Any] = {"opened": NOON, "free": number % 2 == 0, **place}
        if number == 0:
            told["name"] = HOSTILE
        if number and number == count - 1:
            told |= {"longitude": None, "latitude": None}
        yield park(f"{number:05}", **told)


def found_subway(rows: Iterable[dict[str, Any]]) -> None:
    """Subway cards as a feed of the plaza's format brings them."""
    declare([SUBWAY], [], missing={}, replayed=False)
    services.define(derived(SUBWAY, {"ko": "지하철 승하차", "en": "Subway cards"}), at=NOON)
    kept = [(f"{number:06}", row) for number, row in enumerate(rows)]
    services.keep("subway-cards", kept, run=None, at=NOON)
