"""``{% load cards %}``: small words and addresses of the card pages."""

from datetime import datetime
from typing import Any

from django import template
from django.core.cache import cache
from django.http import HttpRequest

from simin.domains.guesses.errors import NotAskedError
from simin.domains.picture import queries as picture
from simin.domains.picture.frame import View
from simin.web.guess.questions import question, today
from simin.web.presentation.times import CityTime
from simin.web.presentation.vocabulary import ORIGINS

register = template.Library()
#: Seconds for which it is known whether an indicator is guessed.
GUESSED = 300


@register.filter
def level_class(level: str) -> str:
    """``very_bad`` → ``very-bad``: how tokens and classes spell a level."""
    return level.replace("_", "-") or "none"


@register.simple_tag
def origin_word(origin: str) -> str:
    return str(ORIGINS[origin])


@register.simple_tag
def is_guessed(indicator: str) -> bool:
    """Whether people may be asked what it is now: it has a value, and bounds for a guess.

    Looked for now and then: the bounds come from days of history.
    """
    snapshot = picture.current(View.PUBLIC)
    if snapshot is None:
        return False

    def found() -> bool:
        try:
            return bool(question(indicator, today(), snapshot))
        except NotAskedError:
            return False

    return bool(cache.get_or_set(f"guessed/{indicator}", found, GUESSED))


@register.simple_tag
def city_moment(at: datetime, time: CityTime) -> str:
    """Date and time on the city's clock."""
    return f"{time.local(at):%Y-%m-%d %H:%M}"


@register.simple_tag
def city_day(at: datetime, time: CityTime) -> str:
    """Date on the city's calendar."""
    return f"{time.local(at):%Y-%m-%d}"


@register.simple_tag(takes_context=True)
def without_district(context: dict[str, Any], district: str) -> str:
    """This page without ``district`` among those that are drawn."""
    request: HttpRequest = context["request"]
    asked = request.GET.copy()
    asked.setlist("district", [one for one in asked.getlist("district") if one != district])
    asked.pop("before", None)
    return f"?{asked.urlencode()}#history"
