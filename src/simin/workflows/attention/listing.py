"""The card ``city/attention`` (``docs/reference/cards.md``)."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from simin.domains.indicators.cards import Remembered
from simin.domains.observations import queries as observations
from simin.domains.picture.card import Card, Freshness, Origin, Section, Trust
from simin.kit.translated import words
from simin.workflows.attention.city_now import furthest, situation
from simin.workflows.attention.need import Need
from simin.workflows.attention.rules import ranked

CARD = "city/attention"
#: City time for which the trust mark keeps its time while nothing else changes.
RENEWED = timedelta(minutes=10)


def card(now: datetime, remembered: Remembered | None = None, alerts: Sequence[Card] = ()) -> Card:
    """The list at ``now``, city time; the same as before where nothing changed.

    ``remembered``: of the process that draws the picture; ``alerts``: their cards, as it shows
    them.
    """
    needs = ranked(situation(now, remembered, alerts))
    return Card(
        id=CARD,
        kind="attention",
        section=Section.GLANCE,
        title=words("Needs you now"),
        body={"entries": [_entry(rank, need) for rank, need in enumerate(needs, start=1)]},
        trust=_trust(needs, now),
    )


def _entry(rank: int, need: Need) -> dict[str, Any]:
    return {
        "id": need.id,
        "rank": rank,
        "severity": need.severity,
        "text": dict(need.text),
        "reason": dict(need.reason),
        "card": need.card,
        "action": need.action,
    }


def _trust(needs: Sequence[Need], now: datetime) -> Trust:
    """An empty list rests on every source; a list on those of what it names."""
    looked_at = now - timedelta(seconds=now.timestamp() % RENEWED.total_seconds())
    return Trust(
        source="city-attention",
        source_name=words("Attention rules"),
        origin=furthest({need.origin for need in needs} or _all_origins()),
        freshness=Freshness.LIVE,
        phenomenon_time=looked_at,
        received_at=looked_at,
    )


def _all_origins() -> set[Origin]:
    return {source.origin for source in observations.sources().values()}
