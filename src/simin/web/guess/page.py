"""Which of its faces a page of guessing shows: a question, what it was, or the whole round."""

from dataclasses import dataclass
from functools import cached_property
from http import HTTPStatus

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from simin.domains.picture.card import Card
from simin.web.guess import forms, questions, rounds
from simin.web.guess.grounds import ground_words
from simin.web.guess.questions import Question
from simin.web.guess.result import Result, result
from simin.web.guess.rounds import Answer, Round
from simin.web.presentation.numbers import figure, in_words, unit_words
from simin.web.presentation.screen import Screen

#: A guess within this share of the bounds is a near one.
NEAR = 0.1


@dataclass(frozen=True)
class Sent:
    """What came of a form: a round that went on, or a fault of what was typed."""

    text: str = ""
    fault: str = ""
    status: int = HTTPStatus.OK
    round: Round | None = None


class GuessPage:
    """Asked by templates. A question's page holds nothing of its answer."""

    def __init__(
        self, screen: Screen, so_far: Round, asked: list[str], here: str, sent: Sent, *, on: bool
    ) -> None:
        self.screen = screen
        self.here = here
        self.sent = sent
        self._round = so_far
        self._open = questions.open_cards(screen.snapshot)
        answered = [one.indicator for one in so_far.answers]
        #: Those that were answered stay, whatever happened to them.
        self.asked = [*answered, *(one for one in asked if one not in answered)]
        left = [one for one in self.asked if one not in answered]
        self._next = left[0] if left else ""
        self._asks = bool(self._next) and (on or bool(sent.fault) or not answered)
        self._ends = on and not left
        if self._asks:
            self._question = questions.question(self._next, so_far.day, screen.snapshot)

    @property
    def template(self) -> str:
        if not self.asked:
            return "guess/none.html"
        if self._asks:
            return "guess/question.html"
        return "guess/summary.html" if self._ends else "guess/result.html"

    @property
    def is_round(self) -> bool:
        return self.here == reverse("guess")

    @property
    def place(self) -> int:
        """Of the question, or of the one that was just answered."""
        return len(self._round.answers) + (1 if self._asks else 0)

    @property
    def count(self) -> int:
        return len(self.asked)

    @property
    def sealed(self) -> str:
        return rounds.sealed(self._round) if self._round.answers else ""

    @property
    def lost(self) -> bool:
        return self._round.lost

    # A question

    @property
    def question(self) -> Question:
        return self._question

    @property
    def title(self) -> str:
        return in_words(self._question.card.title)

    @property
    def unit(self) -> str:
        return unit_words(self._question.card.body.get("unit"))

    @property
    def key(self) -> str:
        return forms.new_key(self._question, self._round.day)

    @property
    def ends(self) -> tuple[str, str]:
        bounds, decimals = self._question.bounds, self._question.decimals
        return self._short(bounds.low, decimals), self._short(bounds.high, decimals)

    @staticmethod
    def _short(value: float, decimals: int) -> str:
        return figure(value, 0 if value.is_integer() else decimals)

    @property
    def middle(self) -> float:
        """Where the slider stands until it is moved: a place of its own steps."""
        bounds = self._question.bounds
        steps = round(bounds.span / 2 / bounds.step)
        return round(bounds.low + steps * bounds.step, 6)

    @property
    def grounds(self) -> str:
        return ground_words(self._question.bounds.grounds)

    # What it was

    @cached_property
    def result(self) -> Result:
        return self._result(self._round.answers[-1])

    @cached_property
    def results(self) -> list[Result]:
        return [self._result(one) for one in self._round.answers]

    def _result(self, answer: Answer) -> Result:
        return result(answer, self._card(answer.indicator), self._round.day, self.screen)

    def _card(self, indicator: str) -> Card | None:
        """None where everyone sees it no longer."""
        return self._open.get(indicator)

    @property
    def onward(self) -> str:
        """The next question, or the end of the round."""
        return f"{self.here}?{urlencode({'r': self.sealed, 'next': '1'})}"

    @property
    def has_next(self) -> bool:
        return bool(self._next)

    # The round

    @property
    def near(self) -> int:
        return sum(one.shown and one.share <= NEAR for one in self.results)

    @property
    def boast(self) -> str:
        told = {"near": self.near, "count": self.count}
        return _("I guessed %(count)d numbers of our city; %(near)d were near. And you?") % told
