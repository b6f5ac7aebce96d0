"""Define what is to be guessed, count a guess, forget forms. Each is one transaction."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

import msgspec
from django.db import transaction
from django.db.models import F

from simin.domains.guesses.bounds import Bounds
from simin.domains.guesses.definition import GuessDefinition
from simin.domains.guesses.events import GuessCounted
from simin.domains.guesses.models import Counted, DefinedQuestion, Question, UsedForm
from simin.domains.guesses.queries import GUESSED, OFF
from simin.domains.guesses.tally import bin_of, off_bin
from simin.kit.clock import city_clock
from simin.kit.errors import RejectedError
from simin.kit.outbox.services import append, take_turns

__all__ = ["Guess", "count", "define", "forget_forms"]


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


@transaction.atomic
def count(told: Guess, *, form: str, until: datetime) -> bool:
    """False where ``form`` was counted already; ``until`` when such a form is taken no more.

    Raises ``RejectedError`` for a guess beyond the bounds.
    """
    if not told.bounds.holds(told.guess):
        raise RejectedError("guess", "lies beyond the bounds")
    take_turns()
    _, fresh = UsedForm.objects.get_or_create(digest=form, defaults={"until": until})
    if not fresh:
        return False
    question = _question(told)
    held = Bounds(question.low, question.high, told.bounds.step)
    _add(question, GUESSED, bin_of(told.guess, held))
    _add(question, OFF, off_bin(told.guess, told.value, held))
    at = city_clock().now()
    append(GuessCounted(indicator=told.indicator, day=told.day, at=at), at=at)
    return True


def _question(told: Guess) -> Question:
    question, _ = Question.objects.get_or_create(
        indicator=told.indicator,
        day=told.day,
        defaults={"low": told.bounds.low, "high": told.bounds.high},
    )
    return question


def _add(question: Question, kind: str, place: int) -> None:
    row, _ = Counted.objects.get_or_create(question=question, kind=kind, place=place)
    Counted.objects.filter(pk=row.pk).update(count=F("count") + 1)


@transaction.atomic
def forget_forms(*, now: datetime) -> int:
    """Those that are taken no more at real time ``now``; how many."""
    gone, _ = UsedForm.objects.filter(until__lte=now).delete()
    return gone
