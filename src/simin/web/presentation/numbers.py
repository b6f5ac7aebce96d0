"""Numbers and units as the viewer's language writes them."""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import get_language

from simin.kit.text import pick

#: Stands where there is no number.
NONE = "–"


def figure(value: float | None, decimals: int = 0) -> str:
    """``1234.5`` → ``1,234.5``; a dash for None.

    Rounded as browsers do (half away from zero); Django's ``number_format`` alone cuts off.
    """
    if value is None:
        return NONE
    rounded = Decimal(value).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return number_format(rounded, decimals, use_l10n=True, force_grouping=True)


def unit_words(unit: str | Mapping[str, str] | None) -> str:
    """A unit is a sign (``µg/m³``) or words in each language (``명``, ``people``)."""
    return unit or "" if isinstance(unit, str | None) else in_words(unit)


def in_words(text: Mapping[str, str] | None) -> str:
    return pick(text, get_language() or "en") if text else ""


def measure(body: Mapping[str, Any], value: float | None) -> str:
    """Number and unit of a card's value or target, in one text."""
    words = unit_words(body.get("unit"))
    return f"{figure(value, body.get('decimals', 0))} {words}".strip()
