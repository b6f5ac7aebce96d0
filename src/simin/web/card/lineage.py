"""Where a number comes from: source, run, method, licence, limits, owner."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from simin.domains.indicators.queries import Lineage
from simin.domains.observations.reading import SourceState
from simin.domains.picture.card import Card
from simin.web.card.history import Band, bands
from simin.web.presentation.findings import FindingLine, finding_lines
from simin.web.presentation.numbers import figure, in_words, unit_words
from simin.web.presentation.spans import rounded
from simin.web.presentation.times import CityTime
from simin.web.presentation.vocabulary import LEVELS, ORIGINS


@dataclass(frozen=True)
class SourceLines:
    id: str
    name: str
    origin: str
    homepage: str
    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class LevelLine:
    level: str
    words: str
    limits: str


@dataclass(frozen=True)
class LineagePage:
    rows: tuple[tuple[str, str], ...]
    sources: tuple[SourceLines, ...]
    levels: tuple[LevelLine, ...]
    findings: tuple[FindingLine, ...]


def lineage_page(card: Card, found: Lineage, time: CityTime) -> LineagePage:
    decimals = 0 if all(_whole(band) for band in bands(found)) else card.body.get("decimals") or 2
    return LineagePage(
        tuple(_rows(card)),
        tuple(_source(source, time) for source in found.sources),
        tuple(
            LevelLine(band.level, str(LEVELS[band.level]), limits(band, decimals))
            for band in bands(found)
        ),
        finding_lines(found.findings, time),
    )


def _rows(card: Card) -> list[tuple[str, str]]:
    body, unit = card.body, unit_words(card.body.get("unit"))
    target = body.get("target")
    wanted = f"{figure(target, body.get('decimals', 0))} {unit}".strip()
    rows = [
        (_("Rule"), in_words(body.get("method"))),
        (_("Target"), wanted if target is not None else ""),
        (_("Answers for it"), in_words((body.get("owner") or {}).get("name"))),
        (_("Run"), card.trust.run or ""),
    ]
    return [(name, text) for name, text in rows if text]


def _source(source: SourceState, time: CityTime) -> SourceLines:
    heard = source.last_success_at
    rows = [
        (_("Licence"), source.licence),
        (_("Attribution"), in_words(source.attribution)),
        (_("Late after"), rounded(source.budget)),
        (_("Last heard"), f"{time.local(heard):%Y-%m-%d %H:%M}" if heard else ""),
        (_("Failure"), source.failure if source.down_since else ""),
        *((_("Known defect"), in_words(words)) for words in source.quality.values()),
    ]
    homepage = source.homepage if source.homepage.startswith(("https://", "http://")) else ""
    return SourceLines(
        source.id,
        in_words(source.name),
        str(ORIGINS[source.origin]),
        homepage,
        tuple((name, text) for name, text in rows if text),
    )


def limits(band: Band, decimals: int) -> str:
    """``≤ 15``, ``15 – 35``, ``> 75``; a threshold belongs to the better level."""
    low, high = figure(band.low, decimals), figure(band.high, decimals)
    if band.low is None:
        return f"≤ {high}"
    return f"> {low}" if band.high is None else f"{low} – {high}"


def _whole(band: Band) -> bool:
    return all(edge is None or float(edge).is_integer() for edge in (band.low, band.high))
