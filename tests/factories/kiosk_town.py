"""The city of the sample picture, with a station, a car park and what its kiosks show."""

from datetime import UTC, datetime, timedelta

from simin.domains.kiosks import services as kiosks
from simin.domains.kiosks.layout import Arrivals, Kind, Layout
from simin.domains.picture import services as publishing
from simin.domains.picture.card import Card, Section
from simin.domains.picture.frame import View
from simin.domains.places import queries, services
from simin.domains.places.shapes import Facility
from simin.web.presentation.times import iso
from tests.factories import screen_city
from tests.factories.picture import CITY_TIME, snapshot
from tests.factories.picture_seoul import DISTRICTS

HERE = DISTRICTS[0]
STATION = "/kiosk/station/central/"


def build() -> None:
    screen_city.build()
    kiosks.define_layout(layout())
    stand("station", "central", {"ko": "중앙역", "en": "Central"})
    stand("parking", "one", {"ko": "하나", "en": "Car park One"})


def layout() -> Layout:
    return Layout(
        places=("station",),
        air=("air/cai", "air/pm25"),
        weather=("weather/temperature",),
        around=("traffic/speed",),
        near=("parking",),
        kinds=(kind("station"), kind("parking")),
        arrivals=Arrivals(
            at="station", feed="trains", place="station", towards="towards", seconds="seconds"
        ),
    )


def kind(name: str) -> Kind:
    return Kind(
        id=name,
        name={"ko": name, "en": name},
        icon="train-front",
        counted={"en": "spaces"},
        attribution={"en": "the city"},
    )


def warning(headline: str, severity: str) -> Card:
    """In force around the station for an hour."""
    card = next(one for one in snapshot(View.OFFICE).cards if isinstance(one, Card))
    korean = "역에서 나가십시오"
    body = {
        "state": "issued",
        "state_name": {"en": "in force", "ko": "발효 중"},
        "sent": iso(CITY_TIME),
        "contact": "119",
        "web": "",
        "reason": None,
        "severity": severity,
        "urgency": "immediate",
        "certainty": "observed",
        "onset": None,
        "expires": iso(CITY_TIME + timedelta(hours=1)),
        "instruction": {"en": "Use the stairs.", "ko": "계단을 이용하십시오."},
        "description": {"en": "", "ko": ""},
        "area": {
            "description": {"en": "Around the station", "ko": "역 주변"},
            "districts": [HERE],
            "circle": None,
        },
    }
    title = {"en": headline, "ko": korean}
    return Card(
        id=f"warning/{severity}",
        kind="warning",
        section=Section.NOW,
        title=title,
        body=body,
        trust=card.trust,
    )


def cancel_warnings() -> None:
    publishing.publish(
        changed=[],
        removed=["warning/moderate", "warning/extreme"],
        at=datetime.now(UTC),
        city_time=CITY_TIME,
        speed=0.0,
    )


def stand(of_kind: str, key: str, names: dict[str, str]) -> None:
    """In the middle of the first district."""
    point = queries.district(HERE).point
    one = Facility(kind=of_kind, key=key, name=names, point=point, district=HERE, capacity=120)
    services.define_facilities(of_kind, [one], at=CITY_TIME)
