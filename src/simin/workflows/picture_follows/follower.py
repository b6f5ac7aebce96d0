"""Turns committed events and passing time into the next frame."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from functools import cache

from django.db import transaction

from simin.domains.alerts import cards as alert_cards
from simin.domains.directives import cards as directive_cards
from simin.domains.incidents import cards as incident_cards
from simin.domains.indicators import cards as indicator_cards
from simin.domains.indicators import queries as indicator_queries
from simin.domains.news import cards as news_cards
from simin.domains.picture import queries as picture
from simin.domains.picture import services as publishing
from simin.domains.picture.card import Card, Section, Visibility
from simin.domains.picture.frame import View
from simin.domains.projects import cards as project_cards
from simin.domains.warnings import cards as warning_cards
from simin.ingest.pack import Pack
from simin.kit.outbox import queries as outbox
from simin.kit.outbox import services as cursors
from simin.kit.outbox.queries import Delivered
from simin.workflows import attention, frames_are_logged, withheld_families
from simin.workflows.load_pack.numbers import glance_domains
from simin.workflows.picture_follows.city_card import city_card
from simin.workflows.picture_follows.touched import Touched, touched

#: Cards, and ids of those that leave the picture.
type Drawn = tuple[list[Card], list[str]]

READER = "picture"
#: Real time between two looks at what only time changes.
SWEEP = timedelta(seconds=10)
#: Sweeps after which nothing that was read before is used any more.
FORGOTTEN = 6
#: Events folded into one frame at most; the rest comes with the next.
BATCH = 5000


class PictureFollower:
    """Keeps the picture true to the database."""

    def __init__(self, pack: Pack, *, sweep: timedelta = SWEEP) -> None:
        self.pack = pack
        self.sweep = sweep
        self.domains = glance_domains(pack)
        self._swept_at: datetime | None = None
        self._remembered = indicator_cards.Remembered()
        self._sweeps = 0

    def refresh(self, now: datetime, *, at: datetime, speed: float) -> int | None:
        """Publish what changed by city time ``now`` (real time ``at``); the frame's number."""
        picture.current(View.OFFICE)  # keeps the fold in this process, which a transaction may not
        sweep = self._swept_at is None or at - self._swept_at >= self.sweep
        delivered = list(outbox.after(outbox.position(READER), limit=BATCH))
        found = touched(one.event for one in delivered)
        self._look_again(found, sweep=sweep)
        found = everything() if sweep else found
        # Drawn before the transaction, which would keep every other writer waiting meanwhile.
        drawn = self._draw(found, now, speed) if found.anything else None
        number = None
        if drawn is not None or delivered:
            number = self._publish(drawn, delivered, now, at, speed)
        self._swept_at = at if sweep else self._swept_at
        return number

    def _look_again(self, found: Touched, *, sweep: bool) -> None:
        """What was read for the picture before and is another now is not used again."""
        if found.anew:
            self._remembered = indicator_cards.Remembered()
        if found.datastreams:
            self._remembered.changed(found.datastreams)
        if sweep:
            self._remembered.doubt()
            if self._sweeps % FORGOTTEN == 0:
                self._remembered.forget()
            self._sweeps += 1

    def _draw(self, found: Touched, now: datetime, speed: float) -> Drawn:
        shown = picture.current(View.OFFICE)
        before = {card.id: card for card in shown.cards if isinstance(card, Card)} if shown else {}
        wanted = {card.id: card for card in self._cards(found, before, now, speed)}
        return list(wanted.values()), list(_leaving(found, before, wanted))

    @transaction.atomic
    def _publish(
        self,
        drawn: Drawn | None,
        delivered: Sequence[Delivered],
        now: datetime,
        at: datetime,
        speed: float,
    ) -> int | None:
        number = None
        if drawn is not None:
            changed, removed = drawn
            number = publishing.publish(
                changed=changed, removed=removed, at=at, city_time=now, speed=speed
            )
            if number is not None:
                frames_are_logged.log_new_frames()
        if delivered:
            cursors.move(READER, delivered[-1].position)
        return number

    def _cards(
        self, found: Touched, before: dict[str, Card], now: datetime, speed: float
    ) -> Iterator[Card]:
        if found.everything:
            yield city_card(self.pack, before.get("city/city"), now, speed)
        shown = indicator_cards.cards(self._affected(found), now, self._remembered)
        yield from shown
        yield from self._domains(found, {card.id for card in shown}, now)
        yield from _incidents(found, now)
        alerts = self._alerts(before, shown, now)
        hides = any(card.release.visibility is Visibility.WITHHELD for card in shown)
        if found.alerts or found.everything or hides:
            yield from alerts()
        if found.warnings or found.everything:
            yield from warning_cards.shown(now)
        if found.notices or found.everything:
            yield from news_cards.newest(now)
        if found.directives or found.everything:
            yield directive_cards.standing_card(now)
        if found.projects or found.everything:
            yield from project_cards.shown(now)
        yield incident_cards.stage_card(now)
        of_the_moment = any(card.section is Section.NOW for card in shown)
        weighed = found.incidents or found.alerts or found.directives or found.stage
        weighed = weighed or found.projects
        if found.everything or weighed or of_the_moment:
            yield attention.card(now, self._remembered, alerts())

    def _alerts(
        self, before: Mapping[str, Card], indicators: Iterable[Card], now: datetime
    ) -> Callable[[], list[Card]]:
        """Drawn once a frame, where they are asked for; by what is withheld in this frame."""

        @cache
        def alerts() -> list[Card]:
            after = {**before, **{card.id: card for card in indicators}}
            return alert_cards.shown(now, withheld_families.of_cards(after.values()))

        return alerts

    def _affected(self, found: Touched) -> set[str] | None:
        if found.everything:
            return None
        return indicator_queries.affected_by(found.families, self._remembered)

    def _domains(self, found: Touched, ids: set[str], now: datetime) -> Iterator[Card]:
        domains = [one for one in self.domains if found.everything or one.indicator in ids]
        yield from indicator_cards.domain_cards(domains, now, self._remembered)


def everything() -> Touched:
    return Touched(everything=True)


def _incidents(found: Touched, now: datetime) -> Iterator[Card]:
    shown = incident_cards.shown(now)
    wanted = shown if found.everything else sorted(found.incidents.intersection(shown))
    yield from incident_cards.cards(wanted, now)


def _leaving(found: Touched, before: dict[str, Card], wanted: dict[str, Card]) -> Iterator[str]:
    """Incidents, alerts and warnings whose time is over, notices that newer ones pushed out."""
    touched_incidents = {incident_cards.card_id(incident) for incident in found.incidents}
    for card in before.values():
        if card.id in wanted:
            continue
        pushed_out = card.kind == "news" and (found.notices or found.everything)
        ended = card.kind == "incident" and (found.everything or card.id in touched_incidents)
        over = card.kind == "alert" and (found.alerts or found.everything)
        lifted = card.kind == "warning" and (found.warnings or found.everything)
        if pushed_out or ended or over or lifted:
            yield card.id
