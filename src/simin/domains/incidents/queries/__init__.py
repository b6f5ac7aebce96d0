"""Read incidents, their counters and the city stage."""

from simin.domains.incidents.queries.counters import (
    Counts,
    GoldenTime,
    being_dealt_with,
    count_rules,
    counts,
    golden_time,
    open_counts,
)
from simin.domains.incidents.queries.incidents import (
    incident,
    kinds,
    known,
    merged_kinds,
    open_incidents,
    open_origins,
    recording_shift,
    shown_incidents,
    timeline,
    units,
)
from simin.domains.incidents.queries.listing import OPEN, Filters, Sort, page
from simin.domains.incidents.queries.stage import stage_change, stage_changes, stage_level

__all__ = [
    "OPEN",
    "Counts",
    "Filters",
    "GoldenTime",
    "Sort",
    "being_dealt_with",
    "count_rules",
    "counts",
    "golden_time",
    "incident",
    "kinds",
    "known",
    "merged_kinds",
    "open_counts",
    "open_incidents",
    "open_origins",
    "page",
    "recording_shift",
    "shown_incidents",
    "stage_change",
    "stage_changes",
    "stage_level",
    "timeline",
    "units",
]
