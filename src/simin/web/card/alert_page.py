"""What the page of an alert shows: why it fired, what to do, and how it went."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from simin.domains.picture.card import Card
from simin.web.card.vocabulary import ALERT_STATES, word
from simin.web.presentation.numbers import in_words
from simin.web.presentation.times import CityTime, iso, parsed
from simin.web.presentation.vocabulary import BADGES, LEVELS, ORIGINS


@dataclass(frozen=True)
class Why:
    text: str
    source: str
    clock: str
    origin: str
    #: Words of the findings that doubt it.
    doubts: tuple[str, ...]


@dataclass(frozen=True)
class Step:
    at: str
    clock: str
    name: str


@dataclass(frozen=True)
class AlertPage:
    level: str
    severity: str
    state: str
    since: str
    whys: tuple[Why, ...]
    #: ``and 19 more``, or nothing.
    more: str
    doubt: str
    advice: str
    #: Newest first.
    steps: tuple[Step, ...]
    rule: str


def alert_page(card: Card, time: CityTime) -> AlertPage:
    body = card.body
    opened, more = parsed(body["opened_at"]), body["count"] - len(body["why"])
    return AlertPage(
        level=body["severity"],
        severity=word(LEVELS, body["severity"]),
        state=in_words(body["state_name"]),
        since=time.clock(opened) if opened else "",
        whys=tuple(_why(one, time) for one in body["why"]),
        more=_("and %(count)d more") % {"count": more} if more > 0 else "",
        doubt=in_words(body.get("doubt")),
        advice=in_words(body.get("advice")),
        steps=tuple(_step(one, time) for one in reversed(body["history"])),
        rule=body["rule"],
    )


def _why(one: dict[str, Any], time: CityTime) -> Why:
    at = parsed(one["at"])
    return Why(
        text=in_words(one["text"]),
        source=in_words(one["source_name"]),
        clock=time.clock(at) if at else "",
        origin=word(ORIGINS, one["origin"]) if one["origin"] != "measured" else "",
        doubts=tuple(word(BADGES, name) for name in one["doubts"]),
    )


def _step(one: dict[str, str], time: CityTime) -> Step:
    at = parsed(one["at"])
    return Step(iso(at), time.clock(at) if at else "", word(ALERT_STATES, one["state"]))
