"""What an issuer picks as the measure of a directive, as it was typed and as it is meant."""

from typing import Any

from django.http import HttpRequest

from simin.domains.effects.queries import Question
from simin.domains.effects.services import Asking
from simin.domains.effects.windows import USUAL
from simin.domains.indicators import queries as indicators
from simin.domains.indicators.errors import UnknownIndicatorError
from simin.domains.picture.card import Card
from simin.kit.errors import RejectedError
from simin.web.effects.vocabulary import BASELINES, DIRECTIONS, WINDOWS
from simin.web.presentation.city import district_names
from simin.web.presentation.numbers import in_words

FIELDS = (
    "effect_indicator",
    "effect_place",
    "effect_direction",
    "effect_window",
    "effect_baseline",
    "effect_public",
)


def asking_of(told: dict[str, str]) -> Asking | None:
    """None where no indicator was picked. Raises ``RejectedError`` for a baseline of no days."""
    if not told.get("effect_indicator"):
        return None
    days = told.get("effect_baseline", "")
    if days and not days.isdecimal():
        raise RejectedError("baseline", "is no number of days")
    return Asking(
        indicator=told["effect_indicator"],
        place=told.get("effect_place", ""),
        direction=told.get("effect_direction", ""),
        window=told.get("effect_window", ""),
        baseline_days=int(days[:5]) if days else None,
        public=bool(told.get("effect_public")),
    )


def nothing() -> dict[str, str]:
    return dict.fromkeys(FIELDS, "") | {"effect_direction": "down", "effect_window": USUAL}


def usual(card: Card | None) -> dict[str, str]:
    """About an indicator that should go somewhere, that indicator and that way."""
    plain = nothing()
    if card is None or card.kind != "indicator":
        return plain
    try:
        found = indicators.indicators([card.id])[0]
    except UnknownIndicatorError:
        return plain
    if found.direction == "none":
        return plain
    return plain | {"effect_indicator": found.id, "effect_direction": found.direction}


def as_asked(question: Question | None) -> dict[str, str]:
    """What stands, as the form shows it."""
    if question is None:
        return nothing()
    days = question.baseline if question.step == "day" else question.baseline // 24
    return {
        "effect_indicator": question.indicator,
        "effect_place": question.place,
        "effect_direction": question.direction,
        "effect_window": question.window,
        "effect_baseline": str(days) if str(days) in BASELINES else "",
        "effect_public": "on" if question.public else "",
    }


def was_offered(request: HttpRequest) -> bool:
    """Whether the form that was sent had the fields at all."""
    return "effect_indicator" in request.POST


def choices() -> dict[str, Any]:
    named = [(one.id, in_words(one.name)) for one in indicators.indicators()]
    return {
        "effect_indicators": sorted(named, key=lambda pair: pair[1]),
        "effect_places": list(district_names().items()),
        "effect_directions": [(name, str(words)) for name, words in DIRECTIONS.items()],
        "effect_windows": [(name, str(words)) for name, words in WINDOWS.items()],
        "effect_baselines": [(name, str(words)) for name, words in BASELINES.items()],
    }
