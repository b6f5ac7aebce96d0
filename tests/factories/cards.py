"""Cards for tests, told apart by what the test is about."""

from datetime import UTC, datetime
from typing import Any

from simin.domains.picture.card import (
    Card,
    Freshness,
    Origin,
    Release,
    Section,
    Trust,
    Visibility,
    WithholdingReason,
)

NOON = datetime(2022, 3, 5, 12, tzinfo=UTC)


def trust(**changes: Any) -> Trust:
    return Trust(
        **{
            "source": "station",
            "source_name": {"ko": "측정소", "en": "Station"},
            "origin": Origin.SYNTHETIC,
            "freshness": Freshness.LIVE,
            "phenomenon_time": NOON,
            "received_at": NOON,
            **changes,
        }
    )


def card(card_id: str = "air/pm25", value: float = 1.0, **changes: Any) -> Card:
    return Card(
        **{
            "id": card_id,
            "kind": "indicator",
            "section": Section.NOW,
            "title": {"ko": "초미세먼지", "en": "PM2.5"},
            "body": {"value": value},
            "trust": trust(),
            **changes,
        }
    )


def withheld(card_id: str = "incident/1", value: float = 1.0, **changes: Any) -> Card:
    release = Release(visibility=Visibility.WITHHELD, reason=WithholdingReason.PRIVACY)
    return card(card_id, value, release=release, **changes)
