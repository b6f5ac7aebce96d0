"""One kiosk's screen: the public picture, with what is near first."""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from simin.domains.kiosks import queries as kiosks
from simin.domains.picture.card import Card, WithheldCard
from simin.domains.picture.frame import Snapshot
from simin.domains.places import queries as places
from simin.domains.places.shapes import NearbyFacility
from simin.web.kiosk import arrivals, near, vocabulary
from simin.web.kiosk.asked import Asked
from simin.web.kiosk.map import SpotMap, spot_map
from simin.web.kiosk.public_screen import PublicScreen
from simin.web.kiosk.spots import Spot
from simin.web.presentation import alerts as alert_lines
from simin.web.presentation.city import CityFrame
from simin.web.presentation.front import news
from simin.web.presentation.incidents import in_order, incident
from simin.web.presentation.indicators import indicator
from simin.web.presentation.numbers import figure, in_words
from simin.web.presentation.screen import Shown
from simin.web.presentation.selection import has_district, published, running

#: Lines in a panel.
MANY = 8
NEWS = 7
#: Metres within which a facility is shown as near, and how many of a kind are.
REACH, SOME = 1500, 3


@dataclass(frozen=True)
class Button:
    id: str
    name: str
    icon: str


@dataclass(frozen=True)
class Line:
    name: str
    metres: str
    capacity: str


@dataclass(frozen=True)
class Nearby:
    """Facilities of one kind."""

    name: str
    icon: str
    #: What ``capacity`` counts.
    counted: str
    attribution: str
    lines: list[Line]


class KioskScreen(PublicScreen):
    """Asked by templates; each part is made when it is asked for."""

    def __init__(self, snapshot: Snapshot, city: CityFrame, spot: Spot, told: Asked) -> None:
        super().__init__(snapshot, city, datetime.now(UTC), {"district": spot.district})
        self.spot, self.told = spot, told
        self.layout = kiosks.layout()

    @property
    def head(self) -> dict[str, Any]:
        return {
            **super().head,
            "spot": self.spot.plain(),
            "modules": [one.id for one in self.buttons],
        }

    @cached_property
    def buttons(self) -> list[Button]:
        return [
            Button(module, str(vocabulary.MODULES[module]), vocabulary.ICONS[module])
            for module in self.told.modules
            if self._has(module)
        ]

    def _has(self, module: str) -> bool:
        if module == "arrivals":
            return self.layout.arrivals is not None and self.layout.arrivals.at == self.spot.kind
        if module == "around":
            return bool(self.around or self.facilities)
        return module not in ("air", "weather") or bool(getattr(self, module))

    @property
    def shown(self) -> set[str]:
        return {button.id for button in self.buttons}

    def _named(self, ids: tuple[str, ...]) -> list[Shown]:
        """The district's own value where there is one, else the city's."""
        cards = [self._cards[one] for one in ids if one in self._cards]
        return [indicator(card, self.time, self._district_of(card)) for card in cards]

    def _district_of(self, card: Card | WithheldCard) -> str:
        return self.district if has_district(card, self.district) else ""

    @cached_property
    def air(self) -> list[Shown]:
        return self._named(self.layout.air)

    @cached_property
    def weather(self) -> list[Shown]:
        return self._named(self.layout.weather)

    @cached_property
    def around(self) -> list[Shown]:
        return self._named(self.layout.around)

    @property
    def around_first(self) -> list[Shown]:
        """As many as there is room for beside the trains."""
        return self.around[: 1 if "arrivals" in self.shown else 2]

    @cached_property
    def arrivals(self) -> arrivals.Shown:
        assert self.layout.arrivals is not None
        return arrivals.arrivals_at(self.spot, self.layout.arrivals, self.time)

    @property
    def near_alerts(self) -> list[Any]:
        cards = near.near(self._of("alert"), self.district, self.spot.point)
        return [alert_lines.alert(card, self.time) for card in alert_lines.in_order(cards)]

    @property
    def near_incidents(self) -> list[Any]:
        """Running ones; drills are in no public picture."""
        cards = [card for card in self._of("incident") if running(card)]
        found = near.near(cards, self.district, self.spot.point)
        return [incident(card, self.time) for card in in_order(found)[:MANY]]

    @property
    def near_news(self) -> list[Any]:
        cards = sorted(self._of("news"), key=published, reverse=True)
        language = get_language() or "en"
        ordered = near.near_first(cards, self.district)[:NEWS]
        return [news(card, self.time, language) for card in ordered]

    @cached_property
    def facilities(self) -> list[Nearby]:
        """Of each kind the nearest first; kinds of which none is near are left out."""
        near_by = [(kind, self._nearest(kind)) for kind in self.layout.near]
        return [self._nearby(kind, found) for kind, found in near_by if found]

    def _nearby(self, kind_id: str, found: list[NearbyFacility]) -> Nearby:
        kind = next(one for one in self.layout.kinds if one.id == kind_id)
        lines = [
            Line(
                in_words(one.facility.name),
                _("%(count)d m") % {"count": round(one.metres, -1)},
                figure(one.facility.capacity) if one.facility.capacity else "",
            )
            for one in found
        ]
        return Nearby(
            in_words(kind.name),
            kind.icon,
            in_words(kind.counted),
            in_words(kind.attribution),
            lines,
        )

    def _nearest(self, kind: str) -> list[NearbyFacility]:
        here = self.spot.point
        found = places.nearest_facilities(
            kind, here.longitude, here.latitude, metres=REACH, limit=SOME + 1
        )
        return [one for one in found if one.facility.key != self.spot.id][:SOME]

    @cached_property
    def map(self) -> SpotMap | None:
        air = self._open(self.layout.air[0]) if self.layout.air else self.map_card
        incidents = [card for card in self._of("incident") if running(card)]
        return spot_map(air, incidents, self.spot, self.time)
