"""How indicators and glance domains look in the picture: ``docs/reference/cards.md``."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

import msgspec

from simin.domains.indicators.assessment import Assessment, assess, usable
from simin.domains.indicators.catalogue import Catalogue
from simin.domains.indicators.definition import (
    DomainDefinition,
    IndicatorDefinition,
    ScaleDefinition,
)
from simin.domains.indicators.evidence import Evidence, gather
from simin.domains.indicators.remembered import Remembered
from simin.domains.indicators.series import spark
from simin.domains.indicators.target import progress
from simin.domains.indicators.trust import definition_trust, trust
from simin.domains.picture.card import Card, Release, Section, Visibility
from simin.domains.picture.policy import Rules
from simin.domains.picture.rule import Thing
from simin.domains.releases import queries as releases

__all__ = ["Remembered", "card", "cards", "domain_card", "domain_cards", "release_of"]


def card(indicator_id: str, now: datetime) -> Card:
    """Raises ``UnknownIndicatorError``."""
    return cards([indicator_id], now)[0]


def cards(
    ids: Iterable[str] | None, now: datetime, remembered: Remembered | None = None
) -> list[Card]:
    """Cards of ``ids``, or of all indicators, by section and rank; a handful of queries in all.

    Raises ``UnknownIndicatorError``.
    """
    known = (remembered or Remembered()).catalogue()
    chosen, rules = known.chosen(ids), releases.rules(now)
    evidence = gather(chosen, now, remembered=remembered, indexes=known.indexes)
    drawn = [_card(definition, known, evidence, now) for definition in chosen]
    return [msgspec.structs.replace(one, release=release_of(one.id, rules)) for one in drawn]


def release_of(indicator_id: str, rules: Rules) -> Release:
    return rules.release_of(Thing(card=indicator_id, kind="indicator", name=indicator_id))


def domain_card(definition: DomainDefinition, now: datetime) -> Card:
    return domain_cards([definition], now)[0]


def domain_cards(
    definitions: Sequence[DomainDefinition], now: datetime, remembered: Remembered | None = None
) -> list[Card]:
    """Cards of kind ``domain``; the numbers are those of the domains' indicators."""
    ids = {definition.indicator for definition in definitions if definition.indicator}
    shown = {found.id: found for found in cards(ids, now, remembered)} if ids else {}
    return [_domain_card(found, _told(shown.get(found.indicator or ""))) for found in definitions]


def _told(shown: Card | None) -> Card | None:
    """A domain's card is everyone's: of a withheld indicator it tells no number and no time."""
    withheld = shown is not None and shown.release.visibility is Visibility.WITHHELD
    return None if withheld else shown


def _card(
    definition: IndicatorDefinition, known: Catalogue, evidence: Evidence, now: datetime
) -> Card:
    scale, index = known.scale_of(definition), known.index_of(definition)
    found = assess(definition, scale, index, evidence)
    past = evidence.past(definition, index)
    line = spark(past, now, evidence.step(definition.families))
    return Card(
        id=definition.id,
        kind="indicator",
        section=definition.section,
        title=definition.name,
        rank=definition.rank,
        domain=definition.domain,
        trust=trust(definition, found, evidence, now),
        body=_plain(
            {
                **_value_body(definition, found),
                **_setting_body(definition),
                "spark": line,
                "districts": _districts(found, scale),
                "secondary": _secondary(definition, evidence),
            }
        ),
    )


def _plain(body: dict[str, Any]) -> dict[str, Any]:
    """``body`` as it comes back from the wire, so that an unchanged card compares equal."""
    plain: dict[str, Any] = msgspec.to_builtins(body)
    return plain


def _value_body(definition: IndicatorDefinition, found: Assessment) -> dict[str, Any]:
    value = found.figures.value
    return {
        "value": value,
        "level": found.level.value if found.level else None,
        "progress": progress(value, definition.target, definition.direction),
    }


def _setting_body(definition: IndicatorDefinition) -> dict[str, Any]:
    owner = {"id": definition.owner, "name": definition.owner_name} if definition.owner else None
    return {
        "unit": definition.unit,
        "decimals": definition.decimals,
        "levels": definition.levels,
        "theme": definition.theme,
        "owner": owner,
        "target": definition.target,
        "direction": definition.direction,
        "method": definition.method,
        "featured": definition.featured,
    }


def _districts(
    found: Assessment, scale: ScaleDefinition | None
) -> dict[str, dict[str, float | str | None]] | None:
    if not found.districts:
        return None
    values = found.figures.districts
    return {
        district: {"value": values.get(district), "level": found.level_of(district, scale)}
        for district in found.districts
    }


def _secondary(definition: IndicatorDefinition, evidence: Evidence) -> dict[str, Any] | None:
    second = definition.secondary
    if second is None:
        return None
    seen = usable(evidence.latest_of([second.family]), evidence)
    value = sum(found.result or 0.0 for found in seen) if seen else None
    return {"label": second.label, "value": value, "unit": second.unit}


def _domain_card(definition: DomainDefinition, shown: Card | None) -> Card:
    body = shown.body if shown else {}
    return Card(
        id=f"domain/{definition.id}",
        kind="domain",
        section=Section.GLANCE,
        title=definition.name,
        rank=definition.rank,
        domain=definition.id,
        trust=shown.trust if shown else definition_trust(definition),
        body={
            "name": definition.name,
            "icon": definition.icon,
            "indicator": definition.indicator,
            "districts": body.get("districts") or {},
            "unit": body.get("unit"),
            "decimals": body.get("decimals"),
            "levels": body.get("levels"),
            "facilities": list(definition.facilities),
            "default": definition.default,
        },
    )
