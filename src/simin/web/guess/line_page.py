"""What the pages of a line show: the open stretch, and what was drawn beside what it was."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.urls import reverse
from django.utils.translation import gettext as _

from simin.domains.guesses import queries as guesses
from simin.domains.guesses.bounds import Bounds, step_of
from simin.domains.guesses.queries import point
from simin.domains.guesses.tally import mean_off
from simin.domains.picture.card import Card
from simin.domains.releases import queries as releases
from simin.web.guess import line_forms
from simin.web.guess.line_answer import LineAnswer
from simin.web.guess.line_chart import LineChart, line_chart
from simin.web.guess.line_question import LineQuestion
from simin.web.presentation.numbers import figure, in_words, unit_words
from simin.web.presentation.screen import Screen
from simin.web.presentation.times import CityTime
from simin.web.presentation.trust import TrustLine, trust_line


@dataclass(frozen=True)
class Point:
    """A field of the form."""

    name: str
    words: str
    text: str
    fault: str
    #: Of the drawing.
    x: float


@dataclass(frozen=True)
class Row:
    words: str
    guess: str
    value: str
    others: str


class _Page:
    def __init__(self, screen: Screen, card: Card) -> None:
        self.screen = screen
        self.card = card

    @property
    def title(self) -> str:
        return in_words(self.card.title)

    @property
    def unit(self) -> str:
        return unit_words(self.card.body.get("unit"))

    @property
    def decimals(self) -> int:
        return int(self.card.body.get("decimals") or 0)

    @property
    def here(self) -> str:
        return reverse("guess-line", args=[self.card.id])


class LineQuestionPage(_Page):
    """Holds nothing of the stretch that is asked for."""

    def __init__(
        self, screen: Screen, asked: LineQuestion, texts: list[str], faults: list[str]
    ) -> None:
        super().__init__(screen, asked.card)
        self._asked = asked
        self._texts, self._faults = texts, faults
        self.bounds = asked.bounds

    @property
    def key(self) -> str:
        return line_forms.new_key(self._asked)

    @cached_property
    def chart(self) -> LineChart:
        asked = self._asked
        return line_chart(asked.stretch, asked.bounds, self.screen.time, daily=asked.daily)

    @property
    def points(self) -> list[Point]:
        return [
            Point(
                point(place),
                moment(at, self.screen.time, daily=self._asked.daily),
                self._texts[place] if self._texts else "",
                self._faults[place] if self._faults else "",
                self.chart.points[place],
            )
            for place, (at, _value) in enumerate(self._asked.stretch.asked)
        ]

    @property
    def ends(self) -> tuple[str, str]:
        return figure(self.bounds.low, self.decimals), figure(self.bounds.high, self.decimals)

    @property
    def trust(self) -> TrustLine:
        return trust_line(self.card.trust, self.screen.time, in_words(self.card.body.get("method")))

    @property
    def last(self) -> str:
        """The newest value that is shown."""
        return figure(self._asked.stretch.shown[-1][1], self.decimals)


class LineResultPage(_Page):
    def __init__(self, screen: Screen, card: Card, answer: LineAnswer) -> None:
        super().__init__(screen, card)
        self.answer = answer
        self.time = CityTime(answer.at, screen.city.zone)
        self.least = releases.rules().policy.smallest_count
        bounds = Bounds(answer.low, answer.high, step_of(answer.low, answer.high, self.decimals))
        found = guesses.line_tally(card.id, answer.day, bounds, len(answer.guesses))
        self._others = found.others(answer.guesses, self._values) if answer.counted else found

    @property
    def _values(self) -> tuple[float, ...]:
        return tuple(value for _, value in self.answer.stretch.asked)

    @property
    def others(self) -> int:
        """How many are told of, at least; 0: too few."""
        return self._others.total // self.least * self.least

    @property
    def closer(self) -> int:
        if not self.others:
            return 0
        return self._others.farther(self.answer.guesses, self._values)

    @property
    def off(self) -> str:
        far = figure(mean_off(self.answer.guesses, self._values), max(1, self.decimals))
        return _("%(far)s off on average") % {"far": f"{far} {self.unit}".strip()}

    @cached_property
    def _middles(self) -> list[float]:
        return self._others.middles() if self.others else []

    @property
    def chart(self) -> LineChart:
        held = self._others.bounds
        drawn = [("others", self._middles)] if self._middles else []
        return line_chart(
            self.answer.stretch,
            Bounds(self.answer.low, self.answer.high, held.step),
            self.time,
            daily=self.answer.daily,
            drawn=[*drawn, ("yours", self.answer.guesses)],
            answered=True,
        )

    @property
    def rows(self) -> list[Row]:
        middles: Sequence[float | None] = self._middles or [None] * len(self.answer.guesses)
        asked = self.answer.stretch.asked
        return [
            Row(
                moment(at, self.time, daily=self.answer.daily),
                figure(guess, self.decimals),
                figure(value, self.decimals),
                figure(middle, self.decimals),
            )
            for (at, value), guess, middle in zip(asked, self.answer.guesses, middles, strict=True)
        ]

    @property
    def clock(self) -> str:
        return self.time.clock(self.answer.at)

    @property
    def trust(self) -> TrustLine:
        return trust_line(self.answer.trust, self.time, in_words(self.card.body.get("method")))

    @property
    def page(self) -> str:
        return reverse("card", args=[self.card.id])


def moment(at: datetime, time: CityTime, *, daily: bool) -> str:
    return time.day(at) if daily else time.clock(at)
