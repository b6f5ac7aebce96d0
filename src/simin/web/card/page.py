"""A card's page, whatever its kind: what stands above, and which template shows the rest."""

from datetime import datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import get_language

from simin.domains.picture.card import Card, Visibility, WithheldCard
from simin.domains.picture.frame import View
from simin.domains.releases import withholdable
from simin.web.card.alert_page import AlertPage, alert_page
from simin.web.card.incident_page import IncidentPage, incident_page, terms
from simin.web.card.indicator_page import IndicatorPage
from simin.web.card.lookup import Found, in_snapshot
from simin.web.card.vocabulary import SECTIONS, word
from simin.web.presentation.city import CityFrame, city_frame, district_names
from simin.web.presentation.front import (
    AttentionEntry,
    News,
    Stage,
    attention,
    news,
    replay_band,
    stage,
)
from simin.web.presentation.numbers import in_words
from simin.web.presentation.screen import Screen
from simin.web.presentation.trust import TrustLine, trust_line
from simin.web.presentation.warnings import WarningLine, warning
from simin.web.presentation.withheld import Withheld, withheld
from simin.web.warnings.area_map import AreaMap, area_map
from simin.web.warnings.sent import Sent, sent

KINDS = (
    "indicator",
    "incident",
    "warning",
    "alert",
    "stage",
    "news",
    "domain",
    "attention",
    "directives",
    "project",
    "projects",
    "pledge",
    "pledges",
)
#: A city whose pack is gone while its picture is still there.
NOWHERE = CityFrame(name="", office="", zone=ZoneInfo("UTC"), accent={}, themes=(), districts=())


class CardPage:
    """Asked by templates; each part is made when it is asked for."""

    def __init__(self, found: Found, city: CityFrame, real: datetime, asked: QueryDict) -> None:
        self._found = found
        self._asked = asked
        self.city = city
        self.screen = Screen(found.snapshot, city, real, {})
        self.time = self.screen.time
        self.office = found.snapshot.view is View.OFFICE
        self.in_picture = found.in_picture

    @property
    def shown(self) -> Card | WithheldCard:
        return self._found.card

    @property
    def form(self) -> str:
        """``open``, ``withheld`` or, of what has left the picture, ``past``."""
        if not self.in_picture:
            return "past"
        return "withheld" if isinstance(self.shown, WithheldCard) else "open"

    @property
    def locked(self) -> bool:
        """Withheld from the public, and seen by the office."""
        return self.card.release.visibility is Visibility.WITHHELD

    @property
    def template(self) -> str:
        if isinstance(self.shown, WithheldCard):
            return "card/withheld.html"
        return f"card/{self.shown.kind if self.shown.kind in KINDS else 'plain'}.html"

    @property
    def elsewhere(self) -> str:
        """Where the thing has its page, if not here: a domain is its indicator's page."""
        card = self.shown
        if card.kind == "city":
            return reverse("citizen")
        target = card.body.get("indicator") if isinstance(card, Card) else None
        return reverse("card", args=[target]) if card.kind == "domain" and target else ""

    @property
    def section(self) -> str:
        return word(SECTIONS, self.shown.section.value)

    @property
    def home(self) -> str:
        return reverse("office" if self.office else "citizen")

    @property
    def card(self) -> Card:
        """The open card; templates of withheld ones do not ask."""
        assert isinstance(self.shown, Card)
        return self.shown

    @property
    def title(self) -> str:
        if isinstance(self.shown, WithheldCard):
            return self.withheld.kind
        return in_words(self.shown.title)

    @cached_property
    def trust(self) -> TrustLine:
        return trust_line(self.card.trust, self.time, in_words(self.card.body.get("method")))

    @property
    def replay(self) -> str:
        city = in_snapshot(self._found.snapshot, "city/city")
        return replay_band(city.body.get("replay"), self.time) if isinstance(city, Card) else ""

    @cached_property
    def withheld(self) -> Withheld:
        assert isinstance(self.shown, WithheldCard)
        return withheld(self.shown)

    @property
    def commitment(self) -> str:
        """The whole commitment of a withheld card."""
        return self.shown.commitment if isinstance(self.shown, WithheldCard) else ""

    @property
    def district_name(self) -> str:
        place = self.shown.place
        return district_names().get(place.district, "") if place and place.district else ""

    @cached_property
    def indicator(self) -> IndicatorPage:
        return IndicatorPage(self.card, self.time, self._asked, self._found.snapshot.view)

    @cached_property
    def incident(self) -> IncidentPage:
        return incident_page(self.card, self.time, self.district_name)

    @cached_property
    def alert(self) -> AlertPage:
        return alert_page(self.card, self.time)

    @cached_property
    def warning(self) -> WarningLine:
        return warning(self.card, self.time)

    @property
    def area(self) -> AreaMap | None:
        return area_map(self.card.body["area"])

    @property
    def messages_sent(self) -> list[Sent]:
        return [sent(one, self.time) for one in self.card.body["messages"]]

    @property
    def may_be_withheld(self) -> bool:
        return self.shown.kind in withholdable.KINDS

    @property
    def terms(self) -> dict[str, dict[str, str]]:
        return terms()

    @cached_property
    def stage(self) -> Stage:
        return stage(self.card, self.time)

    @cached_property
    def news(self) -> News | Withheld:
        return news(self.card, self.time, get_language() or "en")

    @property
    def news_link(self) -> str:
        """Only to the web; a feed may name anything."""
        link = str(self.card.body.get("link") or "")
        return link if link.startswith(("https://", "http://")) else ""

    @property
    def attention(self) -> list[AttentionEntry]:
        return attention(self.card)

    @property
    def neighbours(self) -> list[Card | WithheldCard]:
        """What a domain without an indicator shows on its map: its incidents."""
        return [
            card
            for card in self._found.snapshot.cards
            if card.kind == "incident" and card.domain == self.shown.domain
        ]


def city_of() -> CityFrame:
    return city_frame() or NOWHERE
