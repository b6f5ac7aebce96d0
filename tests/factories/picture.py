"""A sample picture, realistic in size and content, for tests and design work without an engine."""

# ruff: noqa: E501 - rows of a table, one thing a line

import random
from datetime import UTC, date, datetime, timedelta
from typing import Any

import msgspec

from simin.domains.picture.card import (
    Card,
    Freshness,
    Origin,
    Place,
    Release,
    Section,
    Trust,
    Visibility,
    WithholdingReason,
)
from simin.domains.picture.frame import Snapshot, View
from simin.domains.picture.release import for_public
from tests.factories import picture_seoul as rows

CITY_TIME = datetime(2022, 3, 5, 5, 5, 32, tzinfo=UTC)
STATES = ["reported", "ordered", "en_route", "arrived", "operating", "under_control", "closed"]
STATE_NAMES = [
    {"ko": "신고", "en": "Reported"},
    {"ko": "출동 지령", "en": "Ordered"},
    {"ko": "출동 중", "en": "En route"},
    {"ko": "현장 도착", "en": "Arrived"},
    {"ko": "현장 활동", "en": "Operating"},
    {"ko": "초진", "en": "Under control"},
    {"ko": "종료", "en": "Closed"},
]
LEVELS = ["good", "moderate", "moderate", "moderate", "bad", "very_bad"]


def both(text: str, english: str | None = None) -> dict[str, str]:
    return {"ko": text, "en": english or text}


def time(minutes_ago: float) -> str:
    return (CITY_TIME - timedelta(minutes=minutes_ago)).isoformat().replace("+00:00", "Z")


def trust(origin: int = 1, age: int = 4, freshness: Freshness = Freshness.LIVE) -> Trust:
    names = [
        both("현장 단말", "Field terminal"),
        both("서울 대기환경 측정망", "Seoul air network"),
        both("합성 자료", "Generator"),
    ]
    made = [Origin.MEASURED, Origin.REPLAYED, Origin.SYNTHETIC][origin]
    at = CITY_TIME - timedelta(minutes=age)
    return Trust(
        source="pm-hourly",
        source_name=names[origin],
        origin=made,
        freshness=freshness,
        phenomenon_time=at,
        received_at=at,
        recorded_at=at if made is Origin.REPLAYED else None,
        run="2022-03-05T05:00Z/1",
        parts=(25, 25),
        budget=7200,
    )


def spark(value: float | None, seed: str) -> dict[str, Any]:
    draw = random.Random(seed)
    start = value or 0
    values = [round(start * (1 + draw.uniform(-0.2, 0.2)), 2) for _ in range(23)]
    return {"values": [*values, value], "start": time(23 * 60), "step": 3600}


def districts(value: float, seed: str) -> dict[str, Any]:
    draw = random.Random(seed)
    return {
        district: {"value": round(value * draw.uniform(0.6, 1.5), 2), "level": draw.choice(LEVELS)}
        for district in rows.DISTRICTS
    }


def indicator(card_id: str, ko: str, en: str, value: float | None, **body: Any) -> Card:
    origin, rank = body.pop("origin", 1), body.pop("rank", 0)
    section, domain = body.pop("section", Section.NOW), body.pop("domain", None)
    defaults = {
        "decimals": 0, "unit": "", "level": None, "levels": None, "theme": None, "owner": None,
        "target": None, "direction": "none", "progress": None, "districts": None,
        "method": both("25개 구 평균", "mean of 25 districts"), "secondary": None,
        "featured": True, "spark": spark(value, card_id),
    }  # fmt: skip
    return Card(
        id=card_id, kind="indicator", section=section, domain=domain, rank=rank,
        title=both(ko, en), trust=trust(origin), body={**defaults, "value": value, **body},
    )  # fmt: skip


def now_cards() -> list[Card]:
    cards = [
        indicator(
            row[0], row[1], row[2], row[3], unit=row[4], decimals=row[5], level=row[6],
            domain=row[7], origin=row[8], featured=row[9], rank=rank, direction="down",
            levels="cai" if row[6] else None, districts=districts(row[3], row[0]),
        )
        for rank, row in enumerate(rows.NOW)
    ]  # fmt: skip
    counters = [
        indicator(
            card_id, ko, en, value, unit=both("건", "open"), domain="safety", origin=1,
            rank=rank, secondary={"label": both("오늘", "today"), "value": today, "unit": both("건", "")},
        )
        for rank, (card_id, ko, en, value, today) in enumerate(rows.COUNTERS)
    ]  # fmt: skip
    return cards + counters


def administration_cards() -> list[Card]:
    def progress(value: float | None, target: float, direction: str) -> float | None:
        if value is None:
            return None
        return round(min(1.0, value / target if direction == "up" else target / value), 3)

    return [
        indicator(
            f"administration/{rank}", ko, en, value, unit=unit, decimals=decimals, theme=theme,
            target=target, direction=direction, section=Section.ADMINISTRATION, origin=2,
            progress=progress(value, target, direction), rank=rank, featured=rank % 4 == 0,
            owner={"id": "climate", "name": both("기후환경본부", "Climate office")},
        )
        for rank, (theme, ko, en, value, target, unit, decimals, direction) in enumerate(
            rows.ADMINISTRATION
        )
    ]  # fmt: skip


def domain_cards() -> list[Card]:
    return [
        Card(
            id=f"domain/{domain}", kind="domain", section=Section.GLANCE, title=both(ko, en),
            rank=rank, domain=domain, trust=trust(),
            body={
                "name": both(ko, en), "icon": icon, "indicator": shown, "unit": "CAI",
                "districts": districts(100, domain) if shown else {}, "decimals": 0,
                "levels": "cai" if shown else None, "default": domain == "air", "facilities": [],
            },
        )
        for rank, (domain, icon, ko, en, shown) in enumerate(rows.DOMAINS)
    ]  # fmt: skip


def incident_cards() -> list[Card]:
    return [_incident(rank, row) for rank, row in enumerate(rows.INCIDENTS)] + [_withheld()]


def _incident(rank: int, row: tuple[Any, ...]) -> Card:
    number, kind, kind_ko, kind_en, district, name_ko, name_en, step, ago, severity, ko, en, at = (
        row
    )
    return Card(
        id=f"incident/{number}", kind="incident", section=Section.NOW, domain="safety", rank=rank,
        title=both(ko, en), trust=trust(1, 1),
        place=Place(district=district, label=both(name_ko, name_en), longitude=at[0], latitude=at[1]),
        body={
            "kind": kind, "kind_name": both(kind_ko, kind_en), "state": STATES[step],
            "state_name": STATE_NAMES[step], "states": STATES, "step": step, "severity": severity,
            "urgency": "immediate", "certainty": "observed", "occurred_at": None,
            "detected_at": None, "reported_at": time(ago), "closed_at": None,
            "agency": both(f"{name_ko} 소방서", f"{name_en} fire station"), "drill": False,
            "response_seconds": 421,
            "units": [
                {"id": f"u{each}", "name": both(f"{name_ko} 펌프 {each}", f"Pump {each}"), "state": "arrived"}
                for each in range(1, 4)
            ],
            "timeline": [
                {"at": time(ago), "state": "reported", "text": both("119 신고", "Call to 119"),
                 "actor": both("종합상황실", "Control room"), "origin": "replayed"}
            ],
        },
    )  # fmt: skip


def _withheld() -> Card:
    card = _incident(9, rows.INCIDENTS[2])
    release = Release(
        visibility=Visibility.WITHHELD, reason=WithholdingReason.PRIVACY,
        office=both("소방재난본부", "Fire headquarters"), since=CITY_TIME, review_on=date(2022, 3, 12),
    )  # fmt: skip
    return msgspec.structs.replace(card, id="incident/2022-000118", release=release, salt="00" * 16)


def news_cards() -> list[Card]:
    return [
        Card(
            id=f"news/{rank}", kind="news", section=Section.NEWS, rank=rank, title={"ko": title},
            trust=trust(1, ago),
            body={"published_at": time(ago), "summary": both("…"), "link": None,
                  "category": both("공지", "Notice"), "ends_on": None},
        )
        for rank, (title, ago) in enumerate(rows.NEWS)
    ]  # fmt: skip


def frame_cards() -> list[Card]:
    """The city, its stage and what needs attention."""
    city = {
        "name": both("서울", "Seoul"), "office": both("시장실", "Mayor's office"),
        "replay": {"speed": 60.0, "window": ["2022-01-01", "2022-08-31"]}, "time_zone": "Asia/Seoul",
        "accent": {"light": "#0b7d70", "dark": "#3cc6b4"},
        "themes": [{"id": theme, "name": both(ko, en)} for theme, ko, en in rows.THEMES],
    }  # fmt: skip
    reason = both("초미세먼지 ‘나쁨’ 이상 8개 구", "PM2.5 bad or worse in 8 districts")
    stage = {
        "level": 2, "name": both("주의", "Caution"), "colour": "yellow", "since": time(190),
        "reasons": [{"criterion": "pm25", "text": reason, "level": 2}],
        "criteria": [
            {"id": "pm25", "level": 2, "text": reason, "met": True, "value": 8, "at_least": 5},
            {"id": "fires", "level": 3, "text": both("대형 화재 1건 이상", "1 severe fire or more"), "met": False,
             "value": 0, "at_least": 1},
            {"id": "cai", "level": 4, "text": both("통합대기환경지수 250 이상", "Air index 250 or more"), "met": False,
             "value": None, "at_least": 250},
        ],
    }  # fmt: skip
    attention = {"entries": [
        {"id": "a", "rank": 1, "severity": "very_bad", "card": "incident/2022-000123", "action": "open",
         "text": both("마포 창고 화재, 대응 2단계 기준 도달", "Mapo warehouse fire reaches response level 2"),
         "reason": both("도착 목표 7분 초과 2분 · 마포소방서", "2 min over the 7 min target · Mapo station")},
        {"id": "b", "rank": 2, "severity": "bad", "card": "air/pm25", "action": "inspect",
         "text": both("구로 초미세먼지 3시간째 ‘매우나쁨’", "PM2.5 in Guro very bad for 3 hours"),
         "reason": both("25개 구 가운데 가장 높음", "highest of 25 districts")},
        {"id": "c", "rank": 3, "severity": "moderate", "card": "administration/28", "action": "inspect",
         "text": both("주요 사업 4건 지연", "4 major projects are late"),
         "reason": both("26건 가운데 22건 정상", "22 of 26 on schedule")},
    ]}  # fmt: skip
    bodies = {"city": city, "stage": stage, "attention": attention}
    return [
        Card(id=f"city/{kind}", kind=kind, section=Section.GLANCE, title=city["name"] if kind == "city" else both(kind),
             trust=trust(2, 0), body=body)
        for kind, body in bodies.items()
    ]  # fmt: skip


def snapshot(view: View = View.PUBLIC) -> Snapshot:
    """The sample picture in ``view``."""
    cards = [
        *frame_cards(), *domain_cards(), *now_cards(), *administration_cards(),
        *incident_cards(), *news_cards(),
    ]  # fmt: skip
    shown = [for_public(card) for card in cards] if view is View.PUBLIC else cards
    return Snapshot(
        number=48_211, at=datetime.now(UTC), city_time=CITY_TIME, speed=60.0,
        hash="7f3a91c0" + "ab" * 28, view=view, cards=sorted(shown, key=lambda card: card.id),
    )  # fmt: skip
