"""The form of one guess: a signed key that counts once, and the number as it was typed."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from math import isfinite

from django.core import signing
from django.http import HttpRequest
from django.utils.translation import gettext as _

from simin.domains.guesses.bounds import Bounds
from simin.web.guess.questions import Question
from simin.web.presentation.numbers import figure

SALT = "simin.guess.form"
#: Seconds in which a form that was shown may be sent.
KEPT = 6 * 3600


@dataclass(frozen=True)
class Key:
    """What a form said that it asked."""

    indicator: str
    day: date
    low: float
    high: float
    nonce: str

    @property
    def digest(self) -> str:
        """By which it is remembered that it was used."""
        return hashlib.sha256(f"guess/{self.nonce}".encode()).hexdigest()

    def bounds(self, step: float) -> Bounds:
        return Bounds(self.low, self.high, step)


def new_key(question: Question, day: date) -> str:
    bounds = question.bounds
    told = [question.card.id, day.isoformat(), bounds.low, bounds.high, secrets.token_hex(16)]
    return signing.dumps(told, salt=SALT)


def read_key(text: str) -> Key:
    """Raises ``BadSignature`` for what we did not sign, or too long ago."""
    indicator, day, low, high, nonce = signing.loads(text[:600], salt=SALT, max_age=KEPT)
    return Key(indicator, date.fromisoformat(day), low, high, nonce)


def taken_until() -> datetime:
    """A form that is shown now is taken no longer."""
    return datetime.now(UTC) + timedelta(seconds=KEPT)


def typed(request: HttpRequest) -> str:
    """The number field; without one the slider, where it was moved."""
    said = request.POST.get("guess", "").strip()[:40]
    slid, stood = request.POST.get("slide", "")[:40], request.POST.get("stood", "")[:40]
    return said or ("" if read(slid) == read(stood) else slid)


def read(text: str) -> float | None:
    """Thousands may be set apart."""
    try:
        value = float(text.replace(",", "").replace(" ", ""))
    except ValueError:
        return None
    return value if isfinite(value) else None


def number(text: str, question: Question) -> tuple[float | None, str]:
    """The number, and what is wrong with it."""
    bounds, decimals = question.bounds, question.decimals
    ends = {"low": figure(bounds.low, decimals), "high": figure(bounds.high, decimals)}
    if not text:
        return None, _("Type a number or move the slider.")
    value = read(text)
    if value is None:
        return None, _("This is not a number.")
    if not bounds.holds(value):
        return None, _("Between %(low)s and %(high)s, please.") % ends
    return round(value, decimals), ""
