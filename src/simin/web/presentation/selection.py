"""Which cards a part of the screen asks for, by what they are."""

from collections.abc import Sequence

from simin.domains.picture.card import Card, WithheldCard
from simin.web.presentation.indicators import Indicator
from simin.web.presentation.withheld import Withheld


def theme_of(row: Indicator | Withheld) -> str:
    return row.theme if isinstance(row, Indicator) else ""


def urgency_of(rows: Sequence[Indicator | Withheld]) -> tuple[int, bool]:
    """How many targets are missed, and whether there is any."""
    levels = [row.progress_level for row in rows if isinstance(row, Indicator)]
    missed = sum(level in ("bad", "very_bad") for level in levels)
    return missed, any(level != "unknown" for level in levels)


def is_counter(card: Card | WithheldCard) -> bool:
    return card.domain == "safety" and (
        isinstance(card, WithheldCard) or card.body.get("secondary") is not None
    )


def running(card: Card | WithheldCard) -> bool:
    return isinstance(card, WithheldCard) or card.body.get("closed_at") is None


def is_featured(card: Card | WithheldCard) -> bool:
    return isinstance(card, Card) and bool(card.body.get("featured"))


def has_district(card: Card | WithheldCard, district: str) -> bool:
    return isinstance(card, Card) and district in (card.body.get("districts") or {})


def published(card: Card | WithheldCard) -> str:
    return str(card.body.get("published_at", "")) if isinstance(card, Card) else ""
