"""The card of the city itself: its name, and that what is shown is a replay."""

from datetime import datetime
from typing import Any

from simin.domains.picture.card import Card, Freshness, Origin, Section, Trust
from simin.ingest.pack import Pack


def city_card(pack: Pack, before: Card | None, now: datetime, speed: float) -> Card:
    """``city/city``; ``before`` again as long as pack and speed say the same."""
    body = {"name": pack.city.name, "replay": _replay(pack, speed)}
    if before is not None and before.body == body:
        return before
    return Card(
        id="city/city",
        kind="city",
        section=Section.GLANCE,
        title=pack.city.name,
        body=body,
        trust=Trust(
            source="pack",
            source_name=pack.city.office,
            origin=Origin.MEASURED,
            freshness=Freshness.LIVE,
            phenomenon_time=now,
            received_at=now,
        ),
    )


def _replay(pack: Pack, speed: float) -> dict[str, Any] | None:
    if pack.city.demo is None:
        return None
    return {"speed": float(speed), "window": [day.isoformat() for day in pack.city.demo.window]}
