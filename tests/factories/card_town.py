"""A town with everything that a card's page shows; its last district measures nothing."""

import math
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from simin.domains.incidents import cards as incident_cards
from simin.domains.incidents import services as incidents
from simin.domains.indicators import cards as indicator_cards
from simin.domains.indicators.definition import DomainDefinition
from simin.domains.observations import services as observations
from simin.domains.observations.definition import PropertyDefinition, SourceDefinition
from simin.domains.observations.observation import NewObservation
from simin.domains.picture import services as picture
from simin.domains.picture.card import Card, Origin, Section, Trust
from simin.domains.places import services as places
from simin.domains.places.shapes import City, District, Facility, MapLine, Point
from tests.factories import incidents as happening
from tests.factories import indicators as measured
from tests.factories import observed

ZONE = ZoneInfo("Asia/Seoul")
#: 14:00 in the town, a Saturday.
NOW = observed.NOON
NEWS = "news/1"


def squares(count: int = 4) -> list[District]:
    """Neighbouring squares of a twentieth of a degree, two rows high."""
    names = ("east", "west", "north", "south", "harbour", "hill", "market", "station")
    side = 0.05
    return [
        District(
            id=name,
            name={"ko": f"{name}구", "en": name.title()},
            geometry={"type": "Polygon", "coordinates": [_ring(place, side)]},
            point=Point(127 + (place // 2 + 0.5) * side, 37.5 + (place % 2 + 0.5) * side),
            rank=place,
        )
        for place, name in enumerate(names[:count])
    ]


def _ring(place: int, side: float) -> list[list[float]]:
    west, south = 127 + place // 2 * side, 37.5 + place % 2 * side
    corners = ((0, 0), (1, 0), (1, 1), (0, 1), (0, 0))
    return [[west + x * side, south + y * side] for x, y in corners]


def build(
    districts: Sequence[District] | None = None, lines: Sequence[MapLine] = (), hours: int = 30
) -> None:
    """The town, observed for ``hours`` until ``NOW``, with its picture published."""
    found = list(districts or squares())
    _found(found, lines)
    ids = [district.id for district in found]
    _observe(ids, hours)
    _happen(found[0])
    publish(_cards())


def _found(districts: Sequence[District], lines: Sequence[MapLine]) -> None:
    city = City(
        id="town",
        name={"ko": "나루", "en": "Naru"},
        office={"ko": "시장실", "en": "Mayor's office"},
        time_zone=ZONE.key,
        languages=("ko", "en"),
        accent={"light": "#0b7d70", "dark": "#3cc6b4"},
        centre=districts[0].point,
    )
    places.define_city(city, at=NOW)
    places.define_districts(districts, at=NOW)
    places.define_lines(lines, at=NOW)
    shelters = [
        Facility(kind="shelter", key=one.id, name={"en": f"{one.id} hall"}, point=one.point)
        for one in districts
    ]
    places.define_facilities("shelter", shelters, at=NOW)
    incidents.define_kinds(happening.kinds())


def _observe(districts: Sequence[str], hours: int) -> None:
    name = {"ko": "대기 측정망", "en": "Air network"}
    source = SourceDefinition(
        id="network",
        name=name,
        origin=Origin.REPLAYED,
        budget=7200,
        licence="CC-BY-4.0",
        attribution={"ko": "나루 기후국", "en": "Naru climate office"},
        homepage="https://air.naru.example",
        quality={"점검": {"ko": "점검 중에 잰 값", "en": "Measured during maintenance"}},
    )
    observations.define_sources([source])
    observed.family("air/pm25", districts=districts)
    dust_words = {"ko": "초미세먼지", "en": "Fine dust"}
    observations.define_properties([PropertyDefinition(id="pm25", name=dust_words, unit="µg/m³")])
    measured.define(measured.PM25)
    batch = [
        NewObservation(
            f"air/pm25/{district}",
            NOW - timedelta(hours=back),
            dust(place, back),
            quality=("점검",) if place == 1 and back == 5 else (),
            recorded_at=NOW - timedelta(hours=back, days=364),
        )
        for back in range(hours, -1, -1)
        for place, district in enumerate(districts)
        if district != districts[-1]
    ]
    observations.record(batch, run="run-7", received_at=NOW, zone=ZONE)


def dust(place: int, back: int) -> float:
    """Microgrammes that station ``place`` measured ``back`` hours ago."""
    return round(34 + 14 * math.sin(back / 5 + place) + 3 * (place % 7), 1)


def _happen(district: District) -> None:
    """A fire at work, a rescue that is private, a flood that ended long ago."""
    at = district.point
    fire = happening.reported(
        "1",
        after=90,
        title={"ko": "동쪽동 창고 화재", "en": "Warehouse fire, Eastside"},
        severity="severe",
        district=district.id,
        longitude=at.longitude,
        latitude=at.latitude,
    )
    for state, after in (("ordered", 91), ("en_route", 92.5), ("arrived", 99), ("operating", 101)):
        happening.advanced(fire, state, after)
    happening.reported("2", after=80, kind="rescue", district=district.id)
    flood = happening.reported("3", after=-300, kind="flood", district=district.id)
    happening.advanced(flood, "closed", -200)


def _cards() -> list[Card]:
    domain = DomainDefinition(
        id="air",
        name={"ko": "대기", "en": "Air"},
        icon="wind",
        indicator="air/pm25",
        facilities=("shelter",),
        default=True,
    )
    shown = [incident_cards.card(found, NOW) for found in incident_cards.shown(NOW)]
    return [
        *indicator_cards.cards(None, NOW),
        *indicator_cards.domain_cards([domain], NOW),
        *shown,
        incident_cards.stage_card(NOW),
        news_card(),
        city_card(),
    ]


def trust() -> Trust:
    return Trust(
        source="town",
        source_name={"ko": "나루", "en": "Naru"},
        origin=Origin.REPLAYED,
        freshness="live",  # type: ignore[arg-type]
        phenomenon_time=NOW,
        received_at=NOW,
    )


def news_card() -> Card:
    return Card(
        id=NEWS,
        kind="news",
        section=Section.NEWS,
        title={"ko": "강변 산책로 보수"},
        body={
            "published_at": NOW.isoformat(),
            "summary": {"ko": "강변 산책로 2 km를 손봅니다."},
            "link": "https://naru.example/news/1",
            "category": {"ko": "생활", "en": "Living"},
            "ends_on": "2022-03-08",
        },
        trust=trust(),
    )


def city_card() -> Card:
    return Card(
        id="city/city",
        kind="city",
        section=Section.GLANCE,
        title={"ko": "나루", "en": "Naru"},
        body={"replay": {"speed": 60.0, "window": ["2022-01-01", "2022-08-31"]}},
        trust=trust(),
    )


def publish(cards: Sequence[Card]) -> None:
    """In real time now, so that pages see city time as it was at ``NOW``."""
    picture.publish(changed=cards, at=datetime.now(UTC), city_time=NOW, speed=1.0)
