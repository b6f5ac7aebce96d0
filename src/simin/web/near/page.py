"""What the page of a place shows, all of it from the public picture."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from simin.domains.picture.card import Card, WithheldCard
from simin.web.near import facilities as nearby
from simin.web.near import verdict as judging
from simin.web.near.comparison import Comparison, comparison
from simin.web.near.facilities import Facilities
from simin.web.near.places import Place, inside
from simin.web.near.touching import is_about
from simin.web.presentation import alerts as alert_lines
from simin.web.presentation.alerts import Alert
from simin.web.presentation.incidents import Incident, in_order, incident
from simin.web.presentation.indicators import Indicator, indicator
from simin.web.presentation.screen import Screen
from simin.web.presentation.selection import has_district, is_counter, is_featured
from simin.web.presentation.warnings import WarningLine, warning
from simin.web.presentation.withheld import Withheld
from simin.web.projects.lines import Lines, project_lines

#: Incidents shown; all are on the citizens' page.
INCIDENTS = 8
#: Values shown before the rest is asked for.
VALUES = 8
#: Standings of a project that is over.
OVER = ("done", "stopped")


@dataclass(frozen=True)
class Value:
    """An indicator of the place, beside the city's."""

    shown: Indicator
    beside: Comparison


class NearPage:
    """Asked by the template; each part is made when it is asked for."""

    def __init__(self, place: Place, screen: Screen) -> None:
        self.place = place
        self.screen = screen
        self._cards = screen.snapshot.cards

    def _of(self, kind: str) -> list[Card | WithheldCard]:
        found = [card for card in self._cards if card.kind == kind]
        return sorted(found, key=lambda card: (card.rank, card.id))

    def _here(self, kind: str) -> list[Card | WithheldCard]:
        district = self.place.district.id
        return [card for card in self._of(kind) if card.place and card.place.district == district]

    @cached_property
    def values(self) -> list[Value]:
        """The value of the map first, then what has a level, then the featured ones."""
        district, first = self.place.district.id, self.screen.map_card
        wanted = first.body.get("indicator") if first else None
        found = [
            card
            for card in self._of("indicator")
            if isinstance(card, Card) and has_district(card, district) and not is_counter(card)
        ]
        found.sort(
            key=lambda card: (card.id != wanted, not card.body.get("levels"), not is_featured(card))
        )
        return [self._value(card) for card in found]

    @property
    def values_first(self) -> list[Value]:
        return self.values[:VALUES]

    @property
    def values_rest(self) -> list[Value]:
        return self.values[VALUES:]

    def _value(self, card: Card) -> Value:
        district = self.place.district.id
        shown = indicator(card, self.screen.time, district)
        assert isinstance(shown, Indicator)
        return Value(shown, comparison(card, district))

    @cached_property
    def incidents(self) -> list[Incident | Withheld]:
        return [incident(card, self.screen.time) for card in in_order(self._here("incident"))]

    @property
    def incidents_first(self) -> Sequence[Incident | Withheld]:
        return self.incidents[:INCIDENTS]

    @cached_property
    def alerts(self) -> list[Alert | Withheld]:
        cards = alert_lines.in_order(self._here("alert"))
        return [alert_lines.alert(card, self.screen.time) for card in cards]

    @cached_property
    def warnings(self) -> list[WarningLine]:
        """Those that are about the place; the others stand below them."""
        return [line for line, here in self._warnings if here]

    @property
    def warnings_elsewhere(self) -> list[WarningLine]:
        return [line for line, here in self._warnings if not here]

    @cached_property
    def _warnings(self) -> list[tuple[WarningLine, bool]]:
        district = self.place.district
        return [
            (warning(card, self.screen.time), is_about(card.body["area"], district))
            for card in self._of("warning")
            if isinstance(card, Card)
        ]

    @cached_property
    def works(self) -> Lines:
        """Projects of the district that are not over."""
        district = self.place.district.id
        found = [
            card
            for card in self._of("project")
            if _is_in(card, district)
            and (isinstance(card, WithheldCard) or card.body["schedule"] not in OVER)
        ]
        return project_lines(found, self.screen.time)

    @property
    def _late(self) -> int:
        return sum(
            not isinstance(one, Withheld) and one.body["schedule"] == "late" for one in self.works
        )

    @property
    def _measured(self) -> list[Indicator]:
        return [value.shown for value in self.values]

    @property
    def _happening(self) -> list[judging.Happening]:
        return [*self.incidents, *self.alerts]

    @cached_property
    def verdict(self) -> judging.Verdict:
        return judging.verdict(self._measured, self._happening, self.warnings)

    @property
    def signs(self) -> list[judging.Sign]:
        return [
            judging.value_sign(self._measured),
            judging.happening_sign(self._happening),
            judging.warnings_sign(self.warnings),
            judging.works_sign(len(self.works), self._late),
        ]

    @cached_property
    def facilities(self) -> list[Facilities]:
        return nearby.around(self.place)

    @property
    def neighbourhoods(self) -> list[Place]:
        return inside(self.place.district.id)

    @property
    def map_card(self) -> Card | None:
        return self.screen.map_card

    @property
    def marks(self) -> list[Card | WithheldCard]:
        return self._here("incident")


def _is_in(card: Card | WithheldCard, district: str) -> bool:
    if isinstance(card, Card) and district in (card.body.get("districts") or ()):
        return True
    return bool(card.place and card.place.district == district)
