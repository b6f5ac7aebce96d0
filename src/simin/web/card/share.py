"""The image that stands for a link to a card, drawn by the server: no browser, no network.

Says what the card says and how far it can be trusted; a picture travels alone, so that its time is
written out and not as an age.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from django.utils.translation import gettext as _
from PIL import Image, ImageDraw, ImageFont

from simin.domains.picture.card import Card, Origin, WithheldCard
from simin.web import assets
from simin.web.city.views import accent
from simin.web.presentation.numbers import figure, in_words, unit_words
from simin.web.presentation.screen import Screen
from simin.web.presentation.spark import spark
from simin.web.presentation.trust import trust_line
from simin.web.presentation.vocabulary import LEVELS
from simin.web.presentation.withheld import withheld

WIDTH, HEIGHT, MARGIN = 1200, 630, 72
#: Of the light theme (``frontend/styles/tokens.css``): text and ground of each level.
COLOURS = {
    "good": ("#1d5fd1", "#e3edfe"),
    "moderate": ("#0b7350", "#def2ea"),
    "bad": ("#8a5600", "#fbeecf"),
    "very_bad": ("#bd2630", "#fce4e4"),
    "unknown": ("#55626f", "#edf0f3"),
}
TEXT, SOFT, MUTED, GROUND = "#131b24", "#384552", "#55626f", "#ffffff"


@dataclass(frozen=True)
class Shared:
    """What stands on the image."""

    city: str
    title: str
    figure: str
    unit: str
    level: str
    words: str
    #: Source, moment, and how the value came to be.
    trust: str
    #: Number and short hash of the picture.
    picture: str
    accent: str
    spark: tuple[float | None, ...] = ()
    #: ``last 24 h``
    span: str = ""


def shared(card: Card | WithheldCard, screen: Screen) -> Shared:
    number = _("Picture #%(number)s") % {"number": screen.number_words}
    city = _("%(city)s, now") % {"city": screen.city.name}
    blank = Shared(city, "", "", "", "", "", "", f"{number} {screen.short_hash}", accent()["light"])
    if isinstance(card, WithheldCard):
        told = withheld(card)
        title = _("%(kind)s — withheld") % {"kind": told.kind}
        reason = " · ".join(filter(None, [told.reason, told.office, told.review]))
        return replace(blank, title=title, trust=reason)
    body = card.body
    level = str(body.get("level") or "") if card.kind == "indicator" else ""
    measured = card.kind == "indicator"
    series, line = (body.get("spark") or {}).get("values") or (), spark(body)
    return replace(
        blank,
        title=in_words(card.title),
        figure=figure(body.get("value"), body.get("decimals", 0)) if measured else "",
        unit=unit_words(body.get("unit")) if measured else "",
        level=level,
        words=str(LEVELS[level]) if level in LEVELS else in_words(body.get("state_name")),
        trust=_trust(card, screen),
        spark=tuple(series) if measured else (),
        span=line.span if measured and line else "",
    )


def _trust(card: Card, screen: Screen) -> str:
    line = trust_line(card.trust, screen.time)
    at = f"{screen.time.local(card.trust.phenomenon_time):%Y-%m-%d %H:%M}"
    mark = line.mark or ("" if card.trust.origin is Origin.MEASURED else card.trust.origin.value)
    return " · ".join(filter(None, [line.source, at, line.warning, mark]))


def drawn(told: Shared) -> bytes:
    """PNG bytes."""
    image = Image.new("RGB", (WIDTH, HEIGHT), GROUND)
    pen = ImageDraw.Draw(image)
    pen.rectangle([0, 0, WIDTH, 14], fill=told.accent)
    pen.text((MARGIN, 60), told.city, font=_font(34), fill=SOFT)
    _right(pen, 60, told.picture, 26)
    below = _title(pen, told.title, 130, 62 if told.figure else 76)
    if told.figure:
        _number(pen, told, below + 16)
        _line(pen, told.spark, told.level)
        _right(pen, 500, told.span if told.spark else "", 24)
    elif told.words:
        _pill(pen, told.words, "", (MARGIN, below + 28))
    pen.line([MARGIN, HEIGHT - 104, WIDTH - MARGIN, HEIGHT - 104], fill="#dce2e7", width=2)
    pen.text(
        (MARGIN, HEIGHT - 84), _cut(told.trust, 28, WIDTH - 2 * MARGIN), font=_font(28), fill=SOFT
    )
    kept = io.BytesIO()
    image.save(kept, "PNG", optimize=True)
    return kept.getvalue()


def _title(pen: ImageDraw.ImageDraw, title: str, top: float, size: int) -> float:
    """In two lines at most; gives where the next thing begins."""
    for line in _lines(title, size, WIDTH - 2 * MARGIN)[:2]:
        pen.text((MARGIN, top), line, font=_font(size), fill=TEXT, stroke_width=1, stroke_fill=TEXT)
        top += size * 1.25
    return top


def _number(pen: ImageDraw.ImageDraw, told: Shared, top: float) -> None:
    size = 150 if len(told.figure) < 8 else 110
    font = _font(size)
    pen.text((MARGIN, top), told.figure, font=font, fill=TEXT, stroke_width=3, stroke_fill=TEXT)
    right = MARGIN + font.getlength(told.figure) + 24
    pen.text((right, top + size * 0.62), told.unit, font=_font(44), fill=MUTED)
    if told.words:
        _pill(pen, told.words, told.level, (MARGIN, top + size + 42))


def _pill(pen: ImageDraw.ImageDraw, words: str, level: str, at: tuple[float, float]) -> None:
    colour, ground = COLOURS.get(level, COLOURS["unknown"])
    font = _font(36)
    box = [at[0], at[1], at[0] + font.getlength(words) + 48, at[1] + 60]
    pen.rounded_rectangle(box, radius=30, fill=ground)
    pen.text(
        (at[0] + 24, at[1] + 8), words, font=font, fill=colour, stroke_width=1, stroke_fill=colour
    )


def _line(pen: ImageDraw.ImageDraw, values: Sequence[float | None], level: str) -> None:
    """How it went, at the right; a missing value breaks the line."""
    known = [value for value in values if value is not None]
    if len(known) < 2:
        return
    low, high = min(known), max(known)
    left, top, wide, tall = 660, 290, WIDTH - MARGIN - 660, 190
    parts: list[list[tuple[float, float]]] = [[]]
    for position, value in enumerate(values):
        if value is None:
            parts.append([])
            continue
        share = (value - low) / (high - low) if high > low else 0.5
        x = left + wide * position / max(1, len(values) - 1)
        parts[-1].append((x, top + tall * (1 - share)))
    colour = COLOURS.get(level, COLOURS["unknown"])[0]
    for part in parts:
        if len(part) > 1:
            pen.line(part, fill=colour, width=5, joint="curve")
    last = next(part[-1] for part in reversed(parts) if part)
    pen.ellipse([last[0] - 9, last[1] - 9, last[0] + 9, last[1] + 9], fill=colour)


def _right(pen: ImageDraw.ImageDraw, top: float, text: str, size: int) -> None:
    font = _font(size)
    pen.text((WIDTH - MARGIN - font.getlength(text), top), text, font=font, fill=MUTED)


def _lines(text: str, size: int, wide: float) -> list[str]:
    font, lines = _font(size), [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and font.getlength(longer) > wide:
            lines.append(word)
        else:
            lines[-1] = longer
    return [*lines[:1], _cut(" ".join(lines[1:]), size, wide)] if len(lines) > 1 else lines


def _cut(text: str, size: int, wide: float) -> str:
    font = _font(size)
    if font.getlength(text) <= wide:
        return text
    while text and font.getlength(f"{text}…") > wide:
        text = text[:-1]
    return f"{text.rstrip()}…"


@lru_cache(maxsize=16)
def _font(size: int) -> ImageFont.FreeTypeFont:
    """The typeface of the product, as the typeset reports have it."""
    return ImageFont.truetype(str(assets.DIST / "typeset" / "Pretendard-Regular.otf"), size)
