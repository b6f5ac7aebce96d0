"""How the city's directives look in the picture (``docs/reference/cards.md``).

Counts alone: how many are open, late, escalated and done is public; what they say is not.
"""

from datetime import datetime, timedelta

from simin.domains.directives import queries
from simin.domains.picture.card import Card, Freshness, Origin, Section, Trust
from simin.kit.translated import words

CARD = "city/directives"
#: City time for which the trust mark keeps its time while nothing else changes.
RENEWED = timedelta(minutes=10)


def standing_card(now: datetime) -> Card:
    """The one card; the same as before where nothing changed."""
    standing = queries.standing(now)
    counted_at = now - timedelta(seconds=now.timestamp() % RENEWED.total_seconds())
    return Card(
        id=CARD,
        kind="directives",
        section=Section.ADMINISTRATION,
        title=words("Directives"),
        body={
            "open": standing.open,
            "late": standing.late,
            "escalated": standing.escalated,
            "done": standing.done,
            "done_days": queries.RECENT.days,
        },
        trust=Trust(
            source="city-directives",
            source_name=words("The city's directives"),
            origin=Origin.MEASURED,
            freshness=Freshness.LIVE,
            phenomenon_time=counted_at,
            received_at=counted_at,
        ),
    )
