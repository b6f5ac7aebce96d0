"""The form of one line: a signed key with the span that was shown, and a number for each point."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import date, datetime

from django.core import signing
from django.http import HttpRequest
from django.utils.translation import gettext as _

from simin.domains.guesses.bounds import Bounds
from simin.domains.guesses.queries import point
from simin.domains.guesses.stretch import POINTS
from simin.web.guess.forms import KEPT, read
from simin.web.guess.line_question import LineQuestion
from simin.web.presentation.numbers import figure

SALT = "simin.guess.line"


@dataclass(frozen=True)
class LineKey:
    indicator: str
    day: date
    until: datetime
    low: float
    high: float
    nonce: str

    @property
    def digest(self) -> str:
        return hashlib.sha256(f"line/{self.nonce}".encode()).hexdigest()


def new_key(asked: LineQuestion) -> str:
    told = [asked.card.id, asked.day.isoformat(), asked.until.isoformat()]
    bounds = asked.bounds
    return signing.dumps([*told, bounds.low, bounds.high, secrets.token_hex(16)], salt=SALT)


def read_key(text: str, asked: str) -> LineKey:
    """Raises ``BadSignature``, also for a form of another indicator than ``asked``."""
    told = signing.loads(text[:800], salt=SALT, max_age=KEPT)
    indicator, day, until, low, high, nonce = told
    if indicator != asked:
        raise signing.BadSignature("a form of another indicator")
    end = datetime.fromisoformat(until)
    return LineKey(indicator, date.fromisoformat(day), end, low, high, nonce)


def typed(request: HttpRequest) -> list[str]:
    return [request.POST.get(point(place), "").strip()[:40] for place in range(POINTS)]


def numbers(said: list[str], bounds: Bounds, decimals: int) -> tuple[list[float], list[str]]:
    """The numbers, and what is wrong with each."""
    values, faults = [], []
    ends = {"low": figure(bounds.low, decimals), "high": figure(bounds.high, decimals)}
    for text in said:
        value = read(text)
        fault = ""
        if value is None:
            fault = _("This is not a number.") if text else _("Say where the line goes here.")
        elif not bounds.holds(value):
            fault = _("Between %(low)s and %(high)s, please.") % ends
        values.append(round(value or 0.0, decimals))
        faults.append(fault)
    return values, faults
