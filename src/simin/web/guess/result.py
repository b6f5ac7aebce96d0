"""What a guess was a guess of: the value as it was known then, how far off, and how others guessed.

Others are told of once there are enough of them; a count below the city's smallest is never told.
"""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from simin.domains.guesses import queries as guesses
from simin.domains.guesses.bounds import Bounds, step_of
from simin.domains.guesses.tally import Tally
from simin.domains.picture.card import Card
from simin.domains.releases import queries as releases
from simin.web.guess.chart import Chart, chart
from simin.web.guess.line_question import has_past
from simin.web.guess.rounds import Answer
from simin.web.presentation.numbers import figure, in_words, unit_words
from simin.web.presentation.screen import Screen
from simin.web.presentation.times import CityTime
from simin.web.presentation.trust import TrustLine, trust_line


@dataclass(frozen=True)
class Row:
    """One bin, in words."""

    span: str
    count: str
    here: str


@dataclass(frozen=True)
class Result:
    indicator: str
    title: str
    #: False: everyone saw it when it was guessed, and does so no longer.
    shown: bool
    counted: bool
    unit: str = ""
    guess: str = ""
    value: str = ""
    #: ``12 µg/m³ too high``
    off: str = ""
    #: How far off, as a share of the bounds.
    share: float = 0.0
    clock: str = ""
    picture: str = ""
    trust: TrustLine | None = None
    #: Others that are told of, at least; 0: too few.
    others: int = 0
    least: int = 0
    #: Per cent of the others that were farther off.
    closer: int = 0
    chart: Chart | None = None
    rows: tuple[Row, ...] = ()
    #: Where it can be looked at.
    page: str = ""
    beyond: bool = False
    #: There is a past of which the last stretch can be drawn.
    has_past: bool = False


def result(answer: Answer, card: Card | None, day: date, screen: Screen) -> Result:
    if card is None:
        return Result(answer.indicator, answer.indicator, shown=False, counted=answer.counted)
    decimals = int(card.body.get("decimals") or 0)
    bounds = Bounds(answer.low, answer.high, step_of(answer.low, answer.high, decimals))
    tally = guesses.tally(answer.indicator, day, bounds)
    others = tally.others(answer.guess, answer.value) if answer.counted else tally
    least = releases.rules().policy.smallest_count
    told = others.is_told(least)
    time = CityTime(answer.at, screen.city.zone)
    unit = unit_words(card.body.get("unit"))
    held = tally.bounds
    return Result(
        indicator=card.id,
        title=in_words(card.title),
        shown=True,
        counted=answer.counted,
        unit=unit,
        guess=figure(answer.guess, decimals),
        value=figure(answer.value, decimals),
        off=_off(answer, decimals, unit),
        share=abs(answer.guess - answer.value) / held.span,
        clock=time.clock(answer.at),
        picture=f"#{figure(answer.frame)} {answer.hash[:4]} {answer.hash[4:]}",
        trust=trust_line(answer.trust, time, in_words(card.body.get("method"))),
        others=others.told_total(least) if told else 0,
        least=least,
        closer=others.farther(answer.guess, answer.value) if told else 0,
        chart=chart(others if told else None, least, answer, held, decimals),
        rows=_rows(others, least, answer, decimals) if told else (),
        page=reverse("card", args=[card.id]),
        beyond=not held.holds(answer.value),
        has_past=has_past(card),
    )


def _off(answer: Answer, decimals: int, unit: str) -> str:
    apart = round(answer.guess - answer.value, decimals)
    if not apart:
        return _("Exactly right.")
    far = f"{figure(abs(apart), decimals)} {unit}".strip()
    if apart > 0:
        return _("%(far)s too high") % {"far": far}
    return _("%(far)s too low") % {"far": far}


def _rows(others: Tally, least: int, answer: Answer, decimals: int) -> tuple[Row, ...]:
    """Of the bins in which somebody guessed, or in which the guess or the value lies."""
    held, counts = others.bounds, others.told(least)
    wide = held.span / len(counts)
    found = []
    for place, count in enumerate(counts):
        low, high = held.low + place * wide, held.low + (place + 1) * wide
        here = _here(place, answer, held, len(counts))
        if count != 0 or here:
            digits = decimals if float(wide).is_integer() else max(decimals, 1)
            words = _("fewer than %(least)d") % {"least": least} if count is None else figure(count)
            found.append(Row(f"{figure(low, digits)} – {figure(high, digits)}", words, here))
    return tuple(found)


def _here(place: int, answer: Answer, held: Bounds, bins: int) -> str:
    def bin_of(value: float) -> int:
        return min(bins - 1, max(0, int((value - held.low) / held.span * bins + 1e-9)))

    named = {pgettext("guess", "you"): answer.guess, pgettext("guess", "the city"): answer.value}
    return ", ".join(word for word, value in named.items() if bin_of(value) == place)
