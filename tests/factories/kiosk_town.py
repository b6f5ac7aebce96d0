"""The city of the sample picture, with a station, a car park and what its kiosks show."""

from simin.domains.kiosks import services as kiosks
from simin.domains.kiosks.layout import Arrivals, Kind, Layout
from simin.domains.places import queries, services
from simin.domains.places.shapes import Facility
from tests.factories import screen_city
from tests.factories.picture import CITY_TIME
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


def stand(of_kind: str, key: str, names: dict[str, str]) -> None:
    """In the middle of the first district."""
    point = queries.district(HERE).point
    one = Facility(kind=of_kind, key=key, name=names, point=point, district=HERE, capacity=120)
    services.define_facilities(of_kind, [one], at=CITY_TIME)
