"""An estimate as a plain sentence, in the viewer's language."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from simin.domains.effects.estimate import Estimate, Verdict
from simin.domains.effects.queries import Question
from simin.domains.effects.reasons import REFUSALS, Reason, Why
from simin.domains.effects.states import State
from simin.domains.indicators.definition import IndicatorDefinition
from simin.web.effects.vocabulary import DIRECTIONS, REASONS, WINDOWS
from simin.web.presentation.numbers import figure, in_words, unit_words


@dataclass(frozen=True)
class Wording:
    """A question, its indicator and the name of its place; all sentences are made of these."""

    question: Question
    indicator: IndicatorDefinition | None
    place: str = ""

    @property
    def what(self) -> str:
        name = in_words(self.indicator.name) if self.indicator else self.question.indicator
        return f"{name} ({self.place})" if self.place else name

    @property
    def asked(self) -> str:
        """``PM2.5 should fall within 14 days``."""
        told = {
            "what": self.what,
            "direction": DIRECTIONS[self.question.direction],
            "window": WINDOWS[self.question.window],
        }
        return _("%(what)s %(direction)s within %(window)s") % told

    @property
    def sentence(self) -> str:
        question, told = self.question, self.question.estimate
        if question.state == State.PLANNED:
            return _("It is measured from when it is issued.")
        if told is None:
            if question.state == State.FINAL:
                return _("Nothing can be said: the city has this indicator no more.")
            return self._few(0, question.steps)
        if told.verdict is Verdict.UNSAID:
            return self._nothing(told)
        said = self._clear(told) if told.clear else self._unclear(told)
        return said if question.state == State.FINAL else _("So far: %(said)s") % {"said": said}

    @property
    def cautions(self) -> list[str]:
        """What else must be known to read it, the gravest first."""
        told = self.question.estimate
        if told is None or told.verdict is Verdict.UNSAID:
            return []
        found = [self._reason(one) for one in told.reasons if one.why not in REFUSALS]
        if told.clear and told.effect is not None:
            wanted = "down" if told.effect < 0 else "up"
            if wanted != self.question.direction:
                found.insert(0, _("That is not the direction that was wanted."))
        return found

    @property
    def tone(self) -> str:
        """``good``, ``bad`` or ``unknown``: which colour the sentence may have."""
        told = self.question.estimate
        if told is None or told.effect is None or told.verdict is not Verdict.SAID:
            return "unknown"
        if not told.clear:
            return "unknown"
        return "good" if ("down" if told.effect < 0 else "up") == self.question.direction else "bad"

    def measure(self, value: float | None) -> str:
        unit = unit_words(self.indicator.unit) if self.indicator else ""
        return f"{self.number(value)} {unit}".strip()

    def number(self, value: float | None) -> str:
        decimals = self.indicator.decimals if self.indicator else 1
        return figure(value, max(decimals, 1))

    def _clear(self, told: Estimate) -> str:
        assert told.effect is not None and told.low is not None and told.high is not None
        ends = sorted((abs(told.low), abs(told.high)))
        words = {
            "what": self.what,
            "size": self.measure(abs(told.effect)),
            "low": self.number(ends[0]),
            "high": self.number(ends[1]),
        }
        if told.effect < 0:
            return (
                _(
                    "%(what)s fell by %(size)s (95 %%: %(low)s to %(high)s) against what was to be "
                    "expected."
                )
                % words
            )
        return (
            _(
                "%(what)s rose by %(size)s (95 %%: %(low)s to %(high)s) against what was to be "
                "expected."
            )
            % words
        )

    def _unclear(self, told: Estimate) -> str:
        assert told.effect is not None and told.low is not None and told.high is not None
        words = {
            "what": self.what,
            "size": self.measure(told.effect),
            "low": self.number(told.low),
            "high": self.number(told.high),
        }
        return (
            _(
                "No effect on %(what)s can be told from chance: %(size)s against what was to be "
                "expected (95 %%: %(low)s to %(high)s)."
            )
            % words
        )

    def _nothing(self, told: Estimate) -> str:
        refusal = next((one for one in told.reasons if one.why in REFUSALS), None)
        if refusal is None or refusal.why is Why.TOO_LITTLE_AFTER:
            return self._few(told.counts.after, told.counts.wanted)
        words = {"reason": self._reason(refusal)}
        if self.question.state == State.FINAL:
            return _("Nothing can be said: %(reason)s.") % words
        return _("Nothing can be said yet: %(reason)s.") % words

    def _few(self, there: int, wanted: int) -> str:
        words = {"there": there, "wanted": wanted}
        return self._few_words(self.question.state == State.FINAL) % words

    def _few_words(self, ended: bool) -> str:
        if self.question.step == "hour" and ended:
            return _("Nothing can be said: %(there)s of %(wanted)s hours have values.")
        if self.question.step == "hour":
            return _(
                "Nothing can be said yet: %(there)s of %(wanted)s hours of the window have values."
            )
        if ended:
            return _("Nothing can be said: %(there)s of %(wanted)s days have values.")
        return _("Nothing can be said yet: %(there)s of %(wanted)s days of the window have values.")

    def _reason(self, one: Reason) -> str:
        if one.why is Why.TREND:
            each = float(one.facts["each"])
            key = "trend-down" if each < 0 else "trend-up"
            return str(REASONS[key]) % {"each": self.measure(abs(each))}
        facts = {
            name: f"{fact:g}" if isinstance(fact, float | int) else fact.removeprefix("directive/")
            for name, fact in one.facts.items()
        }
        return str(REASONS[one.why]) % facts
