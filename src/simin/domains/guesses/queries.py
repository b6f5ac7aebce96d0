"""What is to be guessed, and how guesses are spread."""

from collections.abc import Iterable
from datetime import date

import msgspec

from simin.domains.guesses.bounds import Bounds
from simin.domains.guesses.definition import GuessDefinition
from simin.domains.guesses.models import Counted, DefinedQuestion, Question
from simin.domains.guesses.tally import BINS, OFF_BINS, LineTally, Tally

GUESSED, OFF = "guessed", "off"
#: Forms of a question.
VALUE, LINE = "value", "line"


def point(place: int) -> str:
    return f"point{place}"


def definitions() -> dict[str, GuessDefinition]:
    """By indicator, in the pack's order."""
    rows = DefinedQuestion.objects.order_by("rank").values_list("definition", flat=True)
    told = (msgspec.convert(row, GuessDefinition) for row in rows)
    return {one.indicator: one for one in told}


def settled(indicator: str, day: date, form: str = VALUE) -> tuple[float, float] | None:
    """The bounds that the first guess of the day was made between; None before it."""
    rows = Question.objects.filter(indicator=indicator, day=day, form=form)
    return rows.values_list("low", "high").first()


def tally(indicator: str, day: date, bounds: Bounds) -> Tally:
    """``bounds`` are told where nobody has guessed yet."""
    held, found = _found(indicator, day, VALUE, bounds)
    return Tally(held, _counts(found, GUESSED, BINS), _counts(found, OFF, OFF_BINS))


def line_tally(indicator: str, day: date, bounds: Bounds, points: int) -> LineTally:
    held, found = _found(indicator, day, LINE, bounds)
    counted = tuple(_counts(found, point(place), BINS) for place in range(points))
    return LineTally(held, counted, _counts(found, OFF, OFF_BINS))


def _found(indicator: str, day: date, form: str, bounds: Bounds) -> tuple[Bounds, list[Counted]]:
    question = Question.objects.filter(indicator=indicator, day=day, form=form).first()
    if question is None:
        return bounds, []
    held = Bounds(question.low, question.high, bounds.step, bounds.grounds)
    return held, list(question.counted.all())


def _counts(rows: Iterable[Counted], kind: str, bins: int) -> tuple[int, ...]:
    found = {row.place: row.count for row in rows if row.kind == kind}
    return tuple(found.get(place, 0) for place in range(bins))
