"""How the city stage looks in the picture (``docs/reference/cards.md``)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec

from simin.domains.incidents import queries
from simin.domains.incidents.models import CityStage, StageLevel, StageOverride
from simin.domains.incidents.names import stage_name, stage_title
from simin.domains.incidents.stage_override import sentence
from simin.domains.incidents.trust import stage_trust
from simin.domains.picture.card import Card, Origin, Section
from simin.domains.places import queries as places

STAGE_CARD = "city/stage"


def stage_card(now: datetime) -> Card:
    """The city stage; normal before anything was assessed."""
    row = CityStage.objects.filter(id=1).first() or CityStage(since=now, assessed_at=now)
    override = queries.stage_override(now)
    level = override.level if override else row.level
    return Card(
        id=STAGE_CARD,
        kind="stage",
        section=Section.GLANCE,
        title=stage_title(),
        body={
            "level": level,
            "name": stage_name(level),
            "colour": _colour(level),
            "reasons": [override.as_reason()] if override else row.reasons,
            "since": msgspec.to_builtins(override.since if override else row.since),
            "criteria": _criteria(row.findings),
            "override": _override(override, row) if override else None,
        },
        trust=stage_trust(row.assessed_at, Origin(row.origin or Origin.MEASURED)),
    )


def _override(override: StageOverride, row: CityStage) -> dict[str, Any]:
    """Who set the stage by hand, why and until when; and what is computed meanwhile."""
    until = override.until.astimezone(places.zone())
    name = dict(stage_name(row.level))
    return {
        "reason": override.reason,
        "office": override.office,
        "until": msgspec.to_builtins(override.until),
        "computed": row.level,
        "computed_name": name,
        "computed_reasons": row.reasons,
        "text": sentence(override.office, f"{until:%m-%d %H:%M}", row.level, name),
    }


def _colour(level: int) -> str:
    found = StageLevel.objects.filter(level=level).values_list("colour", flat=True).first()
    return found or ("green", "yellow", "orange", "red", "purple")[level - 1]


def _criteria(findings: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        {
            "id": found["criterion"],
            "level": found["level"],
            "text": found["text"],
            "met": found["met"],
            # Findings of older versions have neither, until the stage is next assessed.
            "value": found.get("value"),
            "at_least": found.get("at_least"),
        }
        for found in findings
    ]
