"""What was said so far, signed, in the address: no cookie, no row, nobody's name.

An answer holds the value as the public saw it when the guess was made, with its trust mark and the
frame; whoever changes a letter of it has none.
"""

from datetime import date, datetime

import msgspec
from django.core import signing

from simin.domains.picture.card import Trust

SALT = "simin.guess.round"
#: Seconds for which a result can be looked at.
KEPT = 7 * 24 * 3600
LONGEST = 12_000


class Answer(msgspec.Struct, frozen=True, kw_only=True, array_like=True):
    """One guess and what it was a guess of."""

    indicator: str
    guess: float
    low: float
    high: float
    value: float
    #: Number and first letters of the hash of the picture in which the value stood.
    frame: int
    hash: str
    #: City time of that picture.
    at: datetime
    trust: Trust
    #: False: the same form had been counted before.
    counted: bool = True


class Round(msgspec.Struct, frozen=True, kw_only=True, array_like=True):
    day: date
    answers: tuple[Answer, ...] = ()
    #: What stood in the address could not be read: it begins anew.
    lost: bool = False

    def with_answer(self, answer: Answer) -> "Round":
        """The first answer to a question stands."""
        if self.answer_to(answer.indicator):
            return self
        return Round(day=self.day, answers=(*self.answers, answer))

    def answer_to(self, indicator: str) -> Answer | None:
        return next((one for one in self.answers if one.indicator == indicator), None)


def sealed(told: Round) -> str:
    return signing.dumps(msgspec.to_builtins(told), salt=SALT, compress=True)


def opened(text: str) -> Round | None:
    """None for what we did not seal, or too long ago."""
    try:
        told = signing.loads(text[:LONGEST], salt=SALT, max_age=KEPT)
        return msgspec.convert(told, Round)
    except (signing.BadSignature, msgspec.ValidationError):
        return None
