"""One screen: the whole picture in the order in which a page shows it.

The office's and the citizens' page are made from the same screen; they differ in what they lay
where, never in what a card says.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import get_language

from simin.domains.picture.card import Card, Section, WithheldCard
from simin.domains.picture.frame import Snapshot, View
from simin.domains.projects.cards import DOMAIN as PROJECTS
from simin.domains.projects.cards import PLEDGES_CARD, PROJECTS_CARD
from simin.web.presentation import alerts as alert_lines
from simin.web.presentation.alerts import Alert
from simin.web.presentation.city import CityFrame, District
from simin.web.presentation.front import (
    AttentionEntry,
    News,
    Stage,
    attention,
    news,
    replay_band,
    stage,
)
from simin.web.presentation.incidents import Incident, in_order, incident
from simin.web.presentation.indicators import Indicator, indicator
from simin.web.presentation.numbers import figure
from simin.web.presentation.overviews import Overview, pledges_overview, projects_overview
from simin.web.presentation.past import Past
from simin.web.presentation.selection import (
    has_district,
    is_counter,
    is_featured,
    published,
    running,
    theme_of,
    urgency_of,
)
from simin.web.presentation.times import CityTime, city_now, iso
from simin.web.presentation.trust import TrustLine, trust_line
from simin.web.presentation.vocabulary import LEVELS, for_browser
from simin.web.presentation.warnings import WarningLine, warning
from simin.web.presentation.withheld import Withheld

type Shown = Indicator | Withheld
#: Stands in blank markup where a card's id will be.
BLANK = "blank/blank"
#: Cards of the moment that the office shows at once.
NOW_FIRST = 7
#: Values of a district that are shown before the rest is asked for.
NEIGHBOURHOOD_FIRST = 5
type Cards = list[Card | WithheldCard]


@dataclass(frozen=True)
class ThemeRows:
    id: str
    name: str
    rows: list[Shown]


class Screen:
    """Asked by templates; each part is made when it is asked for."""

    def __init__(
        self, snapshot: Snapshot, city: CityFrame, real: datetime, asked: dict[str, str]
    ) -> None:
        self.snapshot = snapshot
        self.city = city
        self.time = CityTime(city_now(snapshot, real), city.zone)
        self.district = asked.get("district", "")
        self._asked_domain = asked.get("domain", "")
        self._cards = {card.id: card for card in snapshot.cards}
        #: Set where a moment of the past was asked for.
        self.past: Past | None = None

    def _of(self, kind: str, section: Section | None = None) -> Cards:
        found = [
            card
            for card in self.snapshot.cards
            if card.kind == kind and section in (None, card.section)
        ]
        return sorted(found, key=lambda card: (card.rank, card.id))

    def _open(self, card_id: str) -> Card | None:
        card = self._cards.get(card_id)
        return card if isinstance(card, Card) else None

    @property
    def head(self) -> dict[str, Any]:
        """What the browser needs to go on from here."""
        shown = self.snapshot
        return {
            "number": shown.number,
            "hash": shown.hash,
            "view": shown.view.value,
            "at": iso(shown.at),
            "city_time": iso(shown.city_time),
            "speed": shown.speed,
            "zone": self.city.zone.key,
            "language": get_language(),
            "district": self.district,
            "themes": [theme.id for theme in self.city.themes],
            "past": self.past is not None and self.past.shown is not None,
        }

    @property
    def vocabulary(self) -> dict[str, dict[str, str]]:
        return for_browser()

    @property
    def number_words(self) -> str:
        return figure(self.snapshot.number)

    @property
    def short_hash(self) -> str:
        return f"{self.snapshot.hash[:4]} {self.snapshot.hash[4:8]}"

    @property
    def is_office(self) -> bool:
        return self.snapshot.view is View.OFFICE

    @property
    def levels(self) -> list[tuple[str, str]]:
        return [(level.replace("_", "-"), str(name)) for level, name in LEVELS.items()]

    @property
    def districts(self) -> tuple[District, ...]:
        return self.city.districts

    @property
    def blank(self) -> dict[str, str]:
        """A card of nothing, for the templates that the browser fills."""
        return {"id": BLANK, "card": BLANK}

    @property
    def stage(self) -> Stage | None:
        card = self._open("city/stage")
        return stage(card, self.time) if card else None

    @property
    def replay(self) -> str:
        card = self._open("city/city")
        return replay_band(card.body.get("replay"), self.time) if card else ""

    @property
    def clock(self) -> str:
        return f"{self.time.local(self.time.now):%H:%M:%S}"

    @property
    def clock_field(self) -> str:
        """As a form's field has it: ``2022-03-05T14:05``."""
        return f"{self.time.local(self.time.now):%Y-%m-%dT%H:%M}"

    @property
    def day(self) -> str:
        return self.time.day(self.time.now)

    @property
    def attention(self) -> list[AttentionEntry]:
        return attention(self._open("city/attention"))

    @property
    def domain_cards(self) -> list[Card]:
        return [card for card in self._of("domain") if isinstance(card, Card)]

    @property
    def map_card(self) -> Card | None:
        """The domain that the map shows: the one asked for, else the pack's default."""
        by_id = {card.domain or card.id: card for card in self.domain_cards}
        first = next(iter(by_id), "")
        default = next((key for key, card in by_id.items() if card.body.get("default")), first)
        chosen = self._asked_domain if self._asked_domain in by_id else default
        return by_id.get(chosen)

    @property
    def map_trust(self) -> TrustLine | None:
        card = self.map_card
        return trust_line(card.trust, self.time) if card else None

    @property
    def map_incidents(self) -> Cards:
        """What is marked on the map: projects in their own domain, else running incidents."""
        if self.map_card is not None and self.map_card.domain == PROJECTS:
            return self._of("project")
        return [card for card in self._of("incident") if running(card)]

    @property
    def overviews(self) -> list[Overview]:
        """Projects and pledges, where the city has any."""
        found = ((PROJECTS_CARD, projects_overview), (PLEDGES_CARD, pledges_overview))
        opened = ((self._open(card_id), told) for card_id, told in found)
        return [told(card) for card, told in opened if card]

    @property
    def counters(self) -> list[Shown]:
        return [indicator(card, self.time) for card in self._indicators() if is_counter(card)]

    @property
    def now(self) -> list[Shown]:
        """Indicators of the moment, featured first."""
        shown = [indicator(card, self.time) for card in self._indicators() if not is_counter(card)]
        return sorted(shown, key=lambda card: not getattr(card, "featured", True))

    def _indicators(self) -> Cards:
        return self._of("indicator", Section.NOW)

    @property
    def now_first(self) -> list[Shown]:
        """As many as the wall has room for."""
        return self.now[:NOW_FIRST]

    @property
    def neighbourhood(self) -> list[Shown]:
        """The chosen district's own values."""
        if not self.district:
            return []
        cards = [card for card in self._indicators() if has_district(card, self.district)]
        shown = self.map_card.body.get("indicator") if self.map_card else None
        cards.sort(key=lambda card: (card.id != shown, not is_featured(card)))
        return [indicator(card, self.time, self.district) for card in cards if not is_counter(card)]

    @property
    def neighbourhood_first(self) -> list[Shown]:
        return self.neighbourhood[:NEIGHBOURHOOD_FIRST]

    @property
    def neighbourhood_rest(self) -> list[Shown]:
        return self.neighbourhood[NEIGHBOURHOOD_FIRST:]

    @property
    def incidents(self) -> list[Incident | Withheld]:
        return [incident(card, self.time) for card in in_order(self._of("incident"))]

    @property
    def warnings(self) -> list[WarningLine]:
        """None is ever withheld."""
        return [warning(card, self.time) for card in self._of("warning") if isinstance(card, Card)]

    @property
    def alerts(self) -> list[Alert | Withheld]:
        cards = alert_lines.in_order(self._of("alert"))
        return [alert_lines.alert(card, self.time) for card in cards]

    @property
    def themes(self) -> list[ThemeRows]:
        rows = [
            indicator(card, self.time) for card in self._of("indicator", Section.ADMINISTRATION)
        ]
        known = {theme.id for theme in self.city.themes}
        themes = [
            ThemeRows(theme.id, theme.name, [row for row in rows if theme_of(row) == theme.id])
            for theme in self.city.themes
        ]
        themes[:1] = [
            ThemeRows(
                first.id, first.name, [*first.rows, *(r for r in rows if theme_of(r) not in known)]
            )
            for first in themes[:1]
        ]
        return themes

    @property
    def theme_opened(self) -> str:
        """The theme that misses the most targets; of equals the first. None misses any: the first
        that has targets, else the first.
        """
        return max(self.themes, key=lambda theme: urgency_of(theme.rows)).id if self.themes else ""

    @property
    def administration_count(self) -> int:
        return len(self._of("indicator", Section.ADMINISTRATION))

    @property
    def news(self) -> list[News | Withheld]:
        cards = sorted(self._of("news"), key=published, reverse=True)
        return [news(card, self.time, get_language() or "en") for card in cards]
