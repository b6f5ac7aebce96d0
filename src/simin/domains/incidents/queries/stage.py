"""The city stage and its changes."""

from datetime import datetime

from simin.domains.incidents.models import CityStage, StageChange
from simin.domains.incidents.stage import NORMAL


def stage_changes(limit: int = 50) -> list[StageChange]:
    """The newest changes of the city stage, newest first."""
    return list(StageChange.objects.order_by("-since", "-id")[:limit])


def stage_change(*, level: int, since: datetime) -> StageChange | None:
    """The change to ``level`` at ``since``."""
    return StageChange.objects.filter(level=level, since=since).first()


def stage_level() -> int:
    """The city's stage now; 1 before anything was assessed."""
    return CityStage.objects.values_list("level", flat=True).first() or NORMAL
