"""A project or a pledge as a line of a list, read from its card."""

from dataclasses import dataclass
from typing import Any

from simin.domains.picture.card import Card, Visibility, WithheldCard
from simin.domains.projects.cards import pledge_id, project_id
from simin.web.presentation.city import district_names
from simin.web.presentation.numbers import figure, in_words
from simin.web.presentation.times import CityTime
from simin.web.presentation.trust import TrustLine, trust_line
from simin.web.presentation.withheld import Withheld, withheld
from simin.web.projects.days import behind, day
from simin.web.projects.money import money
from simin.web.projects.vocabulary import (
    COSTS,
    PHASES,
    SCHEDULES,
    SHAPES,
    STATUS_LEVELS,
    STATUS_SHAPES,
    STATUSES,
)


@dataclass(frozen=True)
class ProjectLine:
    """Asked for by templates."""

    card: Card
    time: CityTime

    @property
    def id(self) -> str:
        return self.card.id.removeprefix(project_id(""))

    @property
    def body(self) -> dict[str, Any]:
        return self.card.body

    @property
    def title(self) -> str:
        return in_words(self.card.title)

    @property
    def summary(self) -> str:
        return in_words(self.body["summary"])

    @property
    def level(self) -> str:
        return str(self.body["level"])

    @property
    def schedule(self) -> str:
        return str(SCHEDULES[self.body["schedule"]])

    @property
    def shape(self) -> str:
        return SHAPES[self.body["schedule"]]

    @property
    def over(self) -> bool:
        return bool(self.body["cost"] == "over")

    @property
    def cost(self) -> str:
        return str(COSTS[self.body["cost"]])

    @property
    def phase(self) -> str:
        return str(PHASES[self.body["phase"]])

    @property
    def planned(self) -> str:
        return figure(self.body["planned"], 1)

    @property
    def actual(self) -> str:
        return figure(self.body["actual"], 1)

    @property
    def reported_on(self) -> str:
        return day(self.body["reported_on"])

    @property
    def starts_on(self) -> str:
        return day(self.body["starts_on"])

    @property
    def ends_on(self) -> str:
        return day(self.body["ends_on"])

    @property
    def behind(self) -> str:
        """Of the forecast; empty where there is none."""
        ends = self.body["forecast"]
        return behind(ends["days_late"]) if ends else ""

    @property
    def budget(self) -> str:
        return money(self.body["budget"] or None)

    @property
    def spent(self) -> str:
        return money(self.body["spent"])

    @property
    def spent_share(self) -> str:
        """Per cent of the budget."""
        if self.body["spent"] is None or not self.body["budget"]:
            return ""
        return figure(100 * self.body["spent"] / self.body["budget"])

    @property
    def eac(self) -> str:
        return money(self.body["eac"])

    @property
    def spi(self) -> str:
        return figure(self.body["spi"], 2)

    @property
    def cpi(self) -> str:
        return figure(self.body["cpi"], 2)

    @property
    def owner(self) -> str:
        return in_words(self.body["owner"]["name"]) or str(self.body["owner"]["id"])

    @property
    def office(self) -> str:
        """The office of the person who answers for it."""
        return in_words(self.body["owner_office"])

    @property
    def place(self) -> str:
        label = in_words(self.card.place.label) if self.card.place else ""
        known = district_names()
        return " · ".join(
            one
            for one in (*(known.get(each, each) for each in self.body["districts"]), label)
            if one
        )

    @property
    def invented(self) -> bool:
        return bool(self.body["invented"])

    @property
    def locked(self) -> bool:
        """Withheld from the public, and seen by the office."""
        return self.card.release.visibility is Visibility.WITHHELD

    @property
    def trust(self) -> TrustLine:
        return trust_line(self.card.trust, self.time)


@dataclass(frozen=True)
class PledgeLine:
    """Asked for by templates."""

    card: Card
    time: CityTime

    @property
    def id(self) -> str:
        return self.card.id.removeprefix(pledge_id(""))

    @property
    def body(self) -> dict[str, Any]:
        return self.card.body

    @property
    def title(self) -> str:
        return in_words(self.card.title)

    @property
    def text(self) -> str:
        return in_words(self.body["text"])

    @property
    def status(self) -> str:
        return str(STATUSES[self.body["status"]])

    @property
    def shape(self) -> str:
        return STATUS_SHAPES[self.body["status"]]

    @property
    def level(self) -> str:
        return STATUS_LEVELS[self.body["status"]]

    @property
    def percent(self) -> str:
        return figure(self.body["percent"])

    @property
    def due_on(self) -> str:
        return day(self.body["due_on"])

    @property
    def owner(self) -> str:
        return in_words(self.body["owner"]["name"]) or str(self.body["owner"]["id"])

    @property
    def districts(self) -> str:
        """Empty for the whole city."""
        known = district_names()
        return ", ".join(known.get(one, one) for one in self.body["districts"])

    @property
    def invented(self) -> bool:
        return bool(self.body["invented"])

    @property
    def trust(self) -> TrustLine:
        return trust_line(self.card.trust, self.time)


type Lines = list[ProjectLine | Withheld]


def project_lines(cards: list[Card | WithheldCard], time: CityTime) -> Lines:
    """In the order of their cards; a withheld one in its frame."""
    ordered = sorted(cards, key=lambda card: (card.rank, card.id))
    return [
        withheld(card) if isinstance(card, WithheldCard) else ProjectLine(card, time)
        for card in ordered
    ]
