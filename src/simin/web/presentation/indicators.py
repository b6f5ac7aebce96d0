"""Indicators as cards, as counters and as rows of the administration."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from simin.domains.picture.card import Card, WithheldCard
from simin.web.presentation.numbers import figure, in_words, measure, unit_words
from simin.web.presentation.spark import Spark, spark
from simin.web.presentation.times import CityTime
from simin.web.presentation.trust import TrustLine, trust_line
from simin.web.presentation.vocabulary import LEVELS
from simin.web.presentation.withheld import Withheld, withheld

#: Signs of a number and its (smaller) unit beyond which nothing fits beside it.
LONG = 7


@dataclass(frozen=True)
class Indicator:
    """One indicator, of the whole city or of one district."""

    id: str
    title: str
    value: str
    unit: str
    level: str
    level_words: str
    trust: TrustLine
    spark: Spark | None = None
    featured: bool = False
    theme: str = ""
    district: str = ""
    target: str = ""
    #: Share of the target, 0 to 100; None where there is no target or no value.
    progress: int | None = None
    #: How the bar is coloured: ``good``, ``bad``, ``very_bad``.
    progress_level: str = "unknown"
    secondary: str = ""
    secondary_label: str = ""
    owner: str = ""
    withheld: bool = False

    @property
    def is_long(self) -> bool:
        """The number needs the whole width of a small card."""
        return len(self.value) + 0.6 * len(self.unit) > LONG


def indicator(
    card: Card | WithheldCard, time: CityTime, district: str = ""
) -> Indicator | Withheld:
    """The card's own value, or that of ``district``."""
    if isinstance(card, WithheldCard):
        return withheld(card)
    body = card.body
    shown = _shown(body, district)
    level = shown.get("level") or ""
    progress = body.get("progress")
    secondary, secondary_label = _secondary(body)
    return Indicator(
        id=card.id,
        title=in_words(card.title),
        value=figure(shown.get("value"), body.get("decimals", 0)),
        unit=unit_words(body.get("unit")),
        level=level,
        level_words=str(LEVELS[level]) if level in LEVELS else "",
        trust=trust_line(card.trust, time, "" if district else in_words(body.get("method"))),
        spark=None if district else spark(body),
        featured=bool(body.get("featured")),
        theme=body.get("theme") or "",
        district=district,
        target=_target(body),
        progress=None if progress is None else round(min(1.0, max(0.0, progress)) * 100),
        progress_level=progress_level(progress),
        owner=in_words((body.get("owner") or {}).get("name")),
        secondary=secondary,
        secondary_label=secondary_label,
    )


def _shown(body: dict[str, Any], district: str) -> dict[str, Any]:
    return (body.get("districts") or {}).get(district) or {"level": "unknown"} if district else body


def _target(body: dict[str, Any]) -> str:
    if body.get("target") is None:
        return ""
    return _("target %(target)s") % {"target": measure(body, body["target"])}


def _secondary(body: dict[str, Any]) -> tuple[str, str]:
    """The second number and its label; empty where there is none."""
    second = body.get("secondary")
    return (figure(second.get("value")), in_words(second["label"])) if second else ("", "")


def progress_level(progress: float | None) -> str:
    """Colour of the bar: at 95 % of the target or more, at 80 %, below."""
    if progress is None:
        return "unknown"
    return "moderate" if progress >= 0.95 else "bad" if progress >= 0.8 else "very_bad"
