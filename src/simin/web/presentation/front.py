"""What stands above the sections: stage, attention, the replay band; and the news."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from simin.domains.picture.card import Card, WithheldCard
from simin.web.presentation.numbers import figure, in_words
from simin.web.presentation.times import CityTime, iso, parsed
from simin.web.presentation.trust import TrustLine, trust_line
from simin.web.presentation.vocabulary import ACTIONS
from simin.web.presentation.withheld import Withheld, withheld


@dataclass(frozen=True)
class Criterion:
    id: str
    text: str
    level: int
    met: bool
    #: ``limit 10``: from which value on it is met.
    limit: str = ""


@dataclass(frozen=True)
class Stage:
    id: str
    level: int
    name: str
    colour: str
    #: The first reason; the normal stage says that there is none.
    because: str
    since: str
    criteria: tuple[Criterion, ...]
    trust: TrustLine
    #: Who set it by hand, until when, and what is computed; empty: it is the computed one.
    overridden: str = ""


def stage(card: Card, time: CityTime) -> Stage:
    body, since = card.body, parsed(card.body.get("since"))
    reasons = [in_words(reason["text"]) for reason in body.get("reasons") or ()]
    return Stage(
        id=card.id,
        level=body["level"],
        name=in_words(body["name"]),
        colour=body["colour"],
        because=" · ".join(reasons) or _("No criterion above normal is met."),
        since=time.clock(since) if since else "",
        criteria=tuple(
            Criterion(
                row["id"],
                in_words(row["text"]),
                row["level"],
                bool(row["met"]),
                _limit(row.get("at_least")),
            )
            for row in body.get("criteria") or ()
        ),
        trust=trust_line(card.trust, time),
        overridden=in_words((body.get("override") or {}).get("text")),
    )


def _limit(at_least: float | None) -> str:
    if at_least is None:
        return ""
    decimals = 0 if float(at_least).is_integer() else 1
    return _("limit %(limit)s") % {"limit": figure(at_least, decimals)}


@dataclass(frozen=True)
class AttentionEntry:
    id: str
    severity: str
    text: str
    reason: str
    card: str
    action: str


def attention(card: Card | None) -> list[AttentionEntry]:
    entries = card.body.get("entries") or () if card else ()
    return [
        AttentionEntry(
            id=entry["id"],
            severity=entry["severity"],
            text=in_words(entry["text"]),
            reason=in_words(entry.get("reason")),
            card=entry["card"],
            action=str(ACTIONS[entry["action"]]),
        )
        for entry in sorted(entries, key=lambda entry: entry["rank"])
    ]


def replay_band(replay: Mapping[str, Any] | None, time: CityTime) -> str:
    """``Recording of 5 March 2022, replayed at 60×``; empty in a city that is no demonstration."""
    if not replay:
        return ""
    today = time.local(time.now).date()
    first, last = (date.fromisoformat(day[:10]) for day in replay["window"])
    shown = _day(today) if first <= today <= last else f"{_day(first)} – {_day(last)}"
    facts = {"date": shown, "speed": f"{replay['speed']:g}"}
    return _("Recording of %(date)s, replayed at %(speed)s×") % facts


def _day(day: date) -> str:
    return date_format(day, "DATE_FORMAT")


@dataclass(frozen=True)
class News:
    id: str
    title: str
    #: The title's language, if it is not the page's.
    language: str
    at: str
    clock: str
    category: str
    link: str
    trust: TrustLine
    withheld: bool = False


def spoken_in(text: Mapping[str, str], language: str) -> str:
    """The language in which ``text`` is shown to a reader of ``language``."""
    known = (code for code in (language, "en") if text.get(code))
    return next(known, next(iter(text), language))


def news(card: Card | WithheldCard, time: CityTime, language: str) -> News | Withheld:
    if isinstance(card, WithheldCard):
        return withheld(card)
    published = parsed(card.body["published_at"])
    spoken = spoken_in(card.title, language)
    return News(
        id=card.id,
        title=in_words(card.title),
        language="" if spoken == language else spoken,
        at=iso(published),
        clock=time.clock_or_day(published) if published else "",
        category=in_words(card.body.get("category")),
        link=card.body.get("link") or "",
        trust=trust_line(card.trust, time),
    )
