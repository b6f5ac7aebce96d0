"""Turns committed events and passing time into the next frame."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import transaction

from simin.domains.incidents import cards as incident_cards
from simin.domains.indicators import cards as indicator_cards
from simin.domains.indicators import queries as indicator_queries
from simin.domains.news import cards as news_cards
from simin.domains.picture import queries as picture
from simin.domains.picture import services as publishing
from simin.domains.picture.card import Card
from simin.domains.picture.frame import View
from simin.ingest.pack import Pack
from simin.kit.outbox import queries as outbox
from simin.kit.outbox import services as cursors
from simin.workflows import attention
from simin.workflows.load_pack.numbers import glance_domains
from simin.workflows.picture_follows.city_card import city_card
from simin.workflows.picture_follows.touched import Touched, touched

READER = "picture"
#: Real time between two looks at what only time changes.
SWEEP = timedelta(seconds=10)
#: Events folded into one frame at most; the rest comes with the next.
BATCH = 5000


class PictureFollower:
    """Keeps the picture true to the database."""

    def __init__(self, pack: Pack, *, sweep: timedelta = SWEEP) -> None:
        self.pack = pack
        self.sweep = sweep
        self.domains = glance_domains(pack)
        self._swept_at: datetime | None = None

    def refresh(self, now: datetime, *, at: datetime, speed: float) -> int | None:
        """Publish what changed by city time ``now`` (real time ``at``); the frame's number."""
        picture.current(View.OFFICE)  # keeps the fold in this process, which a transaction may not
        sweep = self._swept_at is None or at - self._swept_at >= self.sweep
        with transaction.atomic():
            delivered = list(outbox.after(outbox.position(READER), limit=BATCH))
            found = touched(one.event for one in delivered)
            number = None
            if sweep or found.anything:
                found = everything() if sweep else found
                number = self._publish(found, now, at, speed)
            if delivered:
                cursors.move(READER, delivered[-1].position)
        self._swept_at = at if sweep else self._swept_at
        return number

    def _publish(self, found: Touched, now: datetime, at: datetime, speed: float) -> int | None:
        shown = picture.current(View.OFFICE)
        before = {card.id: card for card in shown.cards if isinstance(card, Card)} if shown else {}
        wanted = {card.id: card for card in self._cards(found, before, now, speed)}
        return publishing.publish(
            changed=wanted.values(),
            removed=_leaving(found, before, wanted),
            at=at,
            city_time=now,
            speed=speed,
        )

    def _cards(
        self, found: Touched, before: dict[str, Card], now: datetime, speed: float
    ) -> Iterator[Card]:
        if found.everything:
            yield city_card(self.pack, before.get("city/city"), now, speed)
        yield from self._indicators(found, now)
        yield from _incidents(found, now)
        if found.notices or found.everything:
            yield from news_cards.newest(now)
        yield incident_cards.stage_card(now)
        yield attention.card(now)

    def _indicators(self, found: Touched, now: datetime) -> Iterator[Card]:
        ids = None if found.everything else indicator_queries.affected_by(found.families)
        yield from indicator_cards.cards(ids, now)
        domains = [one for one in self.domains if ids is None or one.indicator in ids]
        yield from indicator_cards.domain_cards(domains, now)


def everything() -> Touched:
    return Touched(everything=True)


def _incidents(found: Touched, now: datetime) -> Iterator[Card]:
    shown = incident_cards.shown(now)
    for incident in shown if found.everything else sorted(found.incidents.intersection(shown)):
        yield incident_cards.card(incident, now)


def _leaving(found: Touched, before: dict[str, Card], wanted: dict[str, Card]) -> Iterator[str]:
    """Incidents whose time in the picture is over, notices that newer ones pushed out."""
    touched_incidents = {incident_cards.card_id(incident) for incident in found.incidents}
    for card in before.values():
        if card.id in wanted:
            continue
        pushed_out = card.kind == "news" and (found.notices or found.everything)
        ended = card.kind == "incident" and (found.everything or card.id in touched_incidents)
        if pushed_out or ended:
            yield card.id
