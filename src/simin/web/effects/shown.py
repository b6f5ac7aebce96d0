"""What a page shows of the effect of one subject."""

from datetime import datetime, timedelta
from functools import cached_property

from django.utils.translation import gettext as _

from simin.domains.effects import queries as effects
from simin.domains.effects.estimate import Seen
from simin.domains.effects.queries import Question
from simin.domains.effects.states import State
from simin.domains.indicators import queries as indicators
from simin.domains.indicators.definition import IndicatorDefinition
from simin.domains.indicators.errors import UnknownIndicatorError
from simin.web.card.axis import day_name
from simin.web.effects.chart import EffectChart, chart
from simin.web.effects.sentences import Wording
from simin.web.effects.vocabulary import ANSWERS
from simin.web.presentation.city import district_names
from simin.web.presentation.times import CityTime, iso
from simin.web.presentation.trust import TrustLine, trust_line

#: Names on the time axis, about.
TICKS = 7


def effect_of(subject: str, time: CityTime) -> "EffectShown | None":
    """None where nothing is asked."""
    question = effects.of_subject(subject)
    return EffectShown(question, time) if question else None


def wording(question: Question) -> Wording:
    return Wording(question, _indicator(question.indicator), _place(question.place))


class EffectShown:
    """Asked by templates; each part is made when it is asked for."""

    def __init__(self, question: Question, time: CityTime) -> None:
        self.question = question
        self.time = time
        self.words = wording(question)

    @property
    def final(self) -> bool:
        return self.question.state == State.FINAL

    @property
    def begun(self) -> str:
        return self.time.clock(self.question.moment) if self.question.moment else ""

    @property
    def public(self) -> str:
        """What citizens are asked; the directive itself is not named."""
        told = {"what": self.words.what, "time": self.begun}
        return _("Since %(time)s the city acts on this: %(what)s. Do you notice it?") % told

    @property
    def until(self) -> str:
        return self.time.day(self._last) if self.question.ends_at else ""

    @property
    def _last(self) -> datetime:
        """The last step of the window, not the first after it."""
        assert self.question.ends_at is not None
        return self.question.ends_at - timedelta(minutes=1)

    @property
    def looked(self) -> str:
        at = self.question.estimated_at
        return self.time.clock(at) if at else ""

    @property
    def looked_iso(self) -> str:
        return iso(self.question.estimated_at)

    @cached_property
    def line(self) -> tuple[Seen, ...]:
        return self.question.estimate.line if self.question.estimate else ()

    @cached_property
    def chart(self) -> EffectChart | None:
        one = self.question
        if one.begins_at is None or one.ends_at is None or len(self.line) < 2:
            return None
        return chart(self.line, one.begins_at, one.ends_at, self._across(), self.words.number)

    def _across(self) -> list[tuple[datetime, str]]:
        """Midnights, so many that their names do not touch."""
        first, last = self.time.local(self.line[0].at), self.time.local(self._last)
        apart = max((last - first).days // TICKS, 1)
        at = first.replace(hour=0, minute=0, second=0, microsecond=0)
        found = []
        while at <= last:
            found.append((at, day_name(at)))
            at += timedelta(days=apart)
        return found

    @property
    def rows(self) -> list[tuple[str, str, str, str, bool]]:
        """Newest first: when, what was, what was to be expected, its range, whether after."""
        begins = self.question.begins_at
        return [
            (
                self._named(seen.at),
                self.words.number(seen.actual),
                self.words.number(seen.expected),
                f"{self.words.number(seen.low)} – {self.words.number(seen.high)}"
                if seen.low is not None
                else "–",
                begins is not None and seen.at >= begins,
            )
            for seen in reversed(self.line)
        ]

    def _named(self, at: datetime) -> str:
        local = self.time.local(at)
        return (
            f"{day_name(local)} {local:%H:%M}" if self.question.step == "hour" else day_name(local)
        )

    @property
    def figures(self) -> list[tuple[str, str]]:
        """How it was reckoned, in names and numbers."""
        told = self.question.estimate
        if told is None:
            return []
        found = [
            (_("Values before"), str(told.counts.before)),
            (_("Values after"), str(told.counts.after)),
        ]
        if told.effect is None or told.p is None or told.memory is None or told.widened is None:
            return found
        return [
            *found,
            (_("Mean after"), self.words.measure(told.actual)),
            (_("Expected mean"), self.words.measure(told.expected)),
            (_("p value"), "< 0.001" if told.p < 0.001 else f"{told.p:.3f}"),
            (_("Memory of errors (AR 1)"), f"{told.memory:.2f}"),
            (_("Widened by trials before"), f"× {told.widened:.2f}"),
        ]

    @cached_property
    def trust(self) -> TrustLine | None:
        mark = self.question.trust
        return trust_line(mark, self.time) if mark else None

    @cached_property
    def noticed(self) -> list[tuple[str, str, int]]:
        """Answer, in words, how often."""
        counted = effects.noticed(self.question.id)
        return [(name, str(words), counted[name]) for name, words in ANSWERS.items()]

    @property
    def answers(self) -> int:
        return sum(count for _name, _words, count in self.noticed)

    @cached_property
    def earlier(self) -> list[tuple[str, str]]:
        """What was asked before it, and when it was asked no more."""
        return [
            (wording(one).asked, self.time.clock(one.withdrawn_at))
            for one in effects.before_it(self.question.subject)
            if one.withdrawn_at
        ]


def _indicator(indicator: str) -> IndicatorDefinition | None:
    try:
        return indicators.indicators([indicator])[0]
    except UnknownIndicatorError:
        return None


def _place(place: str) -> str:
    return district_names().get(place, place) if place else ""
