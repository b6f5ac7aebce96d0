"""Define what is to be guessed, count a guess, forget. Each is one transaction."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import msgspec
from django.db import transaction
from django.db.models import F

from simin.domains.guesses.bounds import Bounds
from simin.domains.guesses.definition import GuessDefinition
from simin.domains.guesses.events import GuessCounted
from simin.domains.guesses.models import Counted, DefinedQuestion, Question, UsedForm
from simin.domains.guesses.queries import GUESSED, LINE, OFF, VALUE, point
from simin.domains.guesses.tally import bin_of, mean_off, off_bin
from simin.kit.clock import city_clock
from simin.kit.errors import RejectedError
from simin.kit.outbox.services import append, take_turns

__all__ = ["Guess", "LineGuess", "count", "count_line", "define", "forget"]

#: For how long after its day a question can be looked at; longer than any answer can be.
COUNTS_KEPT = timedelta(days=31)


@dataclass(frozen=True, kw_only=True)
class Guess:
    """A guess as it is handed in; of it only two bins are kept."""

    indicator: str
    day: date
    bounds: Bounds
    guess: float
    #: As the public saw it at that moment.
    value: float


@transaction.atomic
def define(told: Iterable[GuessDefinition]) -> None:
    """The whole list; what stood before is gone, counts stay."""
    DefinedQuestion.objects.all().delete()
    DefinedQuestion.objects.bulk_create(
        DefinedQuestion(rank=rank, definition=msgspec.to_builtins(one))
        for rank, one in enumerate(told)
    )


@dataclass(frozen=True, kw_only=True)
class LineGuess:
    """How somebody thinks that it went, at some points."""

    indicator: str
    day: date
    bounds: Bounds
    guesses: tuple[float, ...]
    #: What it was at those points.
    values: tuple[float, ...]


def count(told: Guess, *, form: str, until: datetime) -> bool:
    """False where ``form`` was counted already; ``until`` when such a form is taken no more.

    Raises ``RejectedError`` for a guess beyond the bounds.
    """
    if not told.bounds.holds(told.guess):
        raise RejectedError("guess", "lies beyond the bounds")

    def places(held: Bounds) -> list[tuple[str, int]]:
        return [(GUESSED, bin_of(told.guess, held)), (OFF, off_bin(told.guess, told.value, held))]

    return _counted(told, VALUE, places, form=form, until=until)


def count_line(told: LineGuess, *, form: str, until: datetime) -> bool:
    """As ``count``; the field of a ``RejectedError`` is the point, ``point0`` the first."""
    for place, guess in enumerate(told.guesses):
        if not told.bounds.holds(guess):
            raise RejectedError(point(place), "lies beyond the bounds")

    def places(held: Bounds) -> list[tuple[str, int]]:
        far = off_bin(mean_off(told.guesses, told.values), 0, held)
        points = enumerate(told.guesses)
        return [*((point(place), bin_of(guess, held)) for place, guess in points), (OFF, far)]

    return _counted(told, LINE, places, form=form, until=until)


@transaction.atomic
def _counted(
    told: Guess | LineGuess,
    kind: str,
    places: Callable[[Bounds], list[tuple[str, int]]],
    *,
    form: str,
    until: datetime,
) -> bool:
    take_turns()
    _, fresh = UsedForm.objects.get_or_create(digest=form, defaults={"until": until})
    if not fresh:
        return False
    question = _question(told, kind, until)
    for name, place in places(Bounds(question.low, question.high, told.bounds.step)):
        _add(question, name, place)
    at = city_clock().now()
    append(GuessCounted(indicator=told.indicator, day=told.day, at=at), at=at)
    return True


def _question(told: Guess | LineGuess, kind: str, until: datetime) -> Question:
    question, _ = Question.objects.get_or_create(
        indicator=told.indicator,
        day=told.day,
        form=kind,
        defaults={"low": told.bounds.low, "high": told.bounds.high, "until": until},
    )
    return question


def _add(question: Question, kind: str, place: int) -> None:
    row, _ = Counted.objects.get_or_create(question=question, kind=kind, place=place)
    Counted.objects.filter(pk=row.pk).update(count=F("count") + 1)


@transaction.atomic
def forget(*, now: datetime) -> int:
    """Forms that are taken no more at real time ``now``, and counts of long ago; how many."""
    forms, _ = UsedForm.objects.filter(until__lte=now).delete()
    questions, _ = Question.objects.filter(until__lte=now - COUNTS_KEPT).delete()
    return forms + questions
