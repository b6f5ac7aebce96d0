"""Read rules and alerts. Nothing here grows with history but by pages."""

from simin.domains.alerts.queries.alerts import (
    IN_PICTURE,
    MutedAlert,
    PastAlert,
    alert,
    is_muted,
    mute_of,
    of_rule,
    shown,
)
from simin.domains.alerts.queries.rules import (
    RuleState,
    asked,
    asked_as_time_passes,
    rule,
    rules,
    watching,
)
from simin.domains.alerts.queries.trying import Beside, Preview, preview, series_of

__all__ = [
    "IN_PICTURE",
    "Beside",
    "MutedAlert",
    "PastAlert",
    "Preview",
    "RuleState",
    "alert",
    "asked",
    "asked_as_time_passes",
    "is_muted",
    "mute_of",
    "of_rule",
    "preview",
    "rule",
    "rules",
    "series_of",
    "shown",
    "watching",
]
