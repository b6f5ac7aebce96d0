"""Warnings of an invented town, and what another authority might send."""

from datetime import datetime, timedelta
from typing import Any

import msgspec

from simin.domains.picture.card import Origin
from simin.domains.warnings import services
from simin.domains.warnings.content import Area, Circle, Content
from simin.domains.warnings.services import Received
from simin.domains.warnings.terms import Category, Certainty, Severity, Urgency
from tests.factories.incidents import NOON

WRITER, SECOND = "duty", "deputy"
INCIDENT = "2022-000001"


def content(**other: Any) -> Content:
    fields: dict[str, Any] = {
        "event": {"ko": "화재", "en": "Fire"},
        "category": Category.FIRE,
        "urgency": Urgency.IMMEDIATE,
        "severity": Severity.SEVERE,
        "certainty": Certainty.OBSERVED,
        "expires": NOON + timedelta(hours=6),
        "headline": {"ko": "동쪽구 화재 경보", "en": "Fire warning for Eastside"},
        "description": {"ko": "창고에 불이 났습니다.", "en": "A warehouse burns."},
        "instruction": {"ko": "창문을 닫으십시오.", "en": "Close your windows."},
        "area": Area(
            description={"ko": "동쪽구", "en": "Eastside"},
            circle=Circle(longitude=127.02, latitude=37.52, radius_km=1.5),
        ),
        "contact": "119",
    }
    return Content(**fields | other)


def drafted(
    submission: str = "form-1", *, by: str = WRITER, at: datetime = NOON, **other: Any
) -> int:
    origin = other.pop("origin", Origin.MEASURED)
    return services.draft(
        content(**other), incident=INCIDENT, origin=origin, submission=submission, by=by, at=at
    )


def issued(submission: str = "form-1", *, at: datetime = NOON, **other: Any) -> int:
    number = drafted(submission, at=at, **other)
    services.approve(number, revision=1, by=SECOND, at=at)
    return number


def reworded(text: str) -> Content:
    return msgspec.structs.replace(content(), headline={"ko": text, "en": text})


def reason() -> dict[str, str]:
    return {"ko": "불이 꺼졌습니다.", "en": "The fire is out."}


def received(identifier: str = "KMA-1", **other: Any) -> Received:
    """A heavy-rain warning of a weather service for the whole of the town."""
    values: dict[str, Any] = {
        "identifier": identifier,
        "sender": "weather@example.org",
        "sent": "2022-03-05T12:00:00+09:00",
        "status": "Actual",
        "msg_type": "Alert",
        "scope": "Public",
        "info": [
            {
                "language": "ko-KR",
                "event": "호우",
                "category": ["Met"],
                "urgency": "Expected",
                "severity": "Severe",
                "certainty": "Likely",
                "headline": "호우 경보",
                "expires": "2022-03-05T18:00:00+09:00",
                "sender_name": "기상청",
                "area": [{"area_desc": "마을 전역", "polygons": [], "circles": [], "geocodes": []}],
            }
        ],
    }
    values |= other
    return Received(
        source="weather",
        key=f"weather@example.org,{identifier},2022-03-05T12:00:00+09:00",
        values=values,
        sent_at=NOON,
        origin=Origin.MEASURED,
    )
