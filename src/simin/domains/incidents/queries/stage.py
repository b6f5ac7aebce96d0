"""The city stage and its changes."""

from datetime import datetime

from django.db.models import Q

from simin.domains.incidents.models import CityStage, StageChange, StageOverride
from simin.domains.incidents.stage import NORMAL


def stage_changes(limit: int = 50) -> list[StageChange]:
    """The newest changes of the city stage, newest first."""
    return list(StageChange.objects.order_by("-since", "-id")[:limit])


def stage_change(*, level: int, since: datetime) -> StageChange | None:
    """The change to ``level`` at ``since``."""
    return StageChange.objects.filter(level=level, since=since).exclude(before=level).first()


def computed_stage() -> CityStage | None:
    """What is computed, whatever was set by hand; None before anything was assessed."""
    return CityStage.objects.filter(id=1).first()


def stage_override(now: datetime | None = None) -> StageOverride | None:
    """What somebody set by hand and is in force: at city time ``now``, or as far as is known."""
    found = StageOverride.objects.filter(ended_at=None)
    return found.filter(Q(until__gt=now) if now else Q()).order_by("-since", "-id").first()


def stage_level() -> int:
    """The city's stage now, as it stands for everyone; 1 before anything was assessed."""
    override = stage_override()
    if override is not None:
        return override.level
    return CityStage.objects.values_list("level", flat=True).first() or NORMAL
