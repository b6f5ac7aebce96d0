"""What was drawn and what it was, signed, in the address; as ``rounds`` for numbers."""

from datetime import date, datetime

import msgspec
from django.core import signing

from simin.domains.guesses.stretch import Seen, Stretch
from simin.domains.picture.card import Trust
from simin.web.guess.rounds import KEPT, LONGEST

SALT = "simin.guess.line-answer"


class LineAnswer(msgspec.Struct, frozen=True, kw_only=True, array_like=True):
    indicator: str
    day: date
    guesses: tuple[float, ...]
    low: float
    high: float
    shown: tuple[Seen, ...]
    hidden: tuple[Seen, ...]
    daily: bool
    #: City time at which it was drawn.
    at: datetime
    trust: Trust
    counted: bool = True

    @property
    def stretch(self) -> Stretch:
        return Stretch(self.shown, self.hidden)


def sealed(told: LineAnswer) -> str:
    return signing.dumps(msgspec.to_builtins(told), salt=SALT, compress=True)


def opened(text: str) -> LineAnswer | None:
    """None for what we did not seal, or too long ago."""
    try:
        told = signing.loads(text[:LONGEST], salt=SALT, max_age=KEPT)
        return msgspec.convert(told, LineAnswer)
    except (signing.BadSignature, msgspec.ValidationError):
        return None
