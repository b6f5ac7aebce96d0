"""How notices look in the picture (``docs/reference/cards.md``)."""

from datetime import datetime, timedelta
from typing import Any

import msgspec

from simin.domains.news import queries
from simin.domains.news.models import Notice
from simin.domains.observations import queries as observations
from simin.domains.observations.reading import SourceState
from simin.domains.picture.card import Card, Freshness, Origin, Place, Section, Trust

#: City time for which a notice stays in the picture.
SHOWN_FOR = timedelta(days=30)


def card_id(number: int) -> str:
    return f"news/{number}"


def newest(now: datetime) -> list[Card]:
    """Cards of the notices in the picture at ``now``, the newest first."""
    oldest = now - SHOWN_FOR
    shown = [one for one in queries.newest() if oldest <= one.published_at]
    sources = observations.sources({one.source for one in shown}) if shown else {}
    return [_card(one, sources.get(one.source)) for one in shown]


def card(number: int) -> Card:
    """The notice's card. Raises ``UnknownNoticeError``."""
    return card_of(queries.notice(number))


def card_of(notice: Notice) -> Card:
    return _card(notice, observations.sources([notice.source]).get(notice.source))


def _card(notice: Notice, source: SourceState | None) -> Card:
    return Card(
        id=card_id(notice.id),
        kind="news",
        section=Section.NEWS,
        title=notice.title,
        body=_body(notice),
        trust=_trust(notice, source),
        rank=-int(notice.published_at.timestamp() // 60),
        place=Place(district=notice.district) if notice.district else None,
    )


def _body(notice: Notice) -> dict[str, Any]:
    return {
        "published_at": msgspec.to_builtins(notice.published_at),
        "summary": notice.summary or {},
        "link": notice.link or None,
        "category": notice.category,
        "ends_on": notice.ends_on.isoformat() if notice.ends_on else None,
    }


def _trust(notice: Notice, source: SourceState | None) -> Trust:
    """A notice does not age: it says when it was published."""
    name = source.name if source else notice.publisher
    return Trust(
        source=notice.source,
        source_name=name or {"en": notice.source},
        origin=Origin(notice.origin),
        freshness=Freshness.LIVE,
        phenomenon_time=notice.published_at,
        received_at=notice.received_at,
        recorded_at=notice.recorded_at,
    )
