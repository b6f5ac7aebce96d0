"""What is to be guessed, and how guesses are spread."""

from collections.abc import Iterable
from datetime import date

import msgspec

from simin.domains.guesses.bounds import Bounds
from simin.domains.guesses.definition import GuessDefinition
from simin.domains.guesses.models import Counted, DefinedQuestion, Question
from simin.domains.guesses.tally import BINS, OFF_BINS, Tally

GUESSED, OFF = "guessed", "off"


def definitions() -> dict[str, GuessDefinition]:
    """By indicator, in the pack's order."""
    rows = DefinedQuestion.objects.order_by("rank").values_list("definition", flat=True)
    told = (msgspec.convert(row, GuessDefinition) for row in rows)
    return {one.indicator: one for one in told}


def settled(indicator: str, day: date) -> tuple[float, float] | None:
    """The bounds that the first guess of the day was made between; None before it."""
    rows = Question.objects.filter(indicator=indicator, day=day)
    return rows.values_list("low", "high").first()


def tally(indicator: str, day: date, bounds: Bounds) -> Tally:
    """``bounds`` are told where nobody has guessed yet."""
    question = Question.objects.filter(indicator=indicator, day=day).first()
    if question is None:
        return Tally(bounds)
    found = list(question.counted.all())
    held = Bounds(question.low, question.high, bounds.step, bounds.grounds)
    return Tally(held, _counts(found, GUESSED, BINS), _counts(found, OFF, OFF_BINS))


def _counts(rows: Iterable[Counted], kind: str, bins: int) -> tuple[int, ...]:
    found = {row.place: row.count for row in rows if row.kind == kind}
    return tuple(found.get(place, 0) for place in range(bins))
