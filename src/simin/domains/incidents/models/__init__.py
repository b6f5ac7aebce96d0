"""The tables of incidents."""

from simin.domains.incidents.models.counts import ArrivalCount, DayCount, OpenCount
from simin.domains.incidents.models.incident import (
    Incident,
    SearchWord,
    TimelineEntry,
    YearlyNumber,
)
from simin.domains.incidents.models.kind import CountedFamily, IncidentKind, StateName
from simin.domains.incidents.models.stage import CityStage, StageChange, StageCriterion, StageLevel
from simin.domains.incidents.models.unit import Unit, UnitAssignment

__all__ = [
    "ArrivalCount",
    "CityStage",
    "CountedFamily",
    "DayCount",
    "Incident",
    "IncidentKind",
    "OpenCount",
    "SearchWord",
    "StageChange",
    "StageCriterion",
    "StageLevel",
    "StateName",
    "TimelineEntry",
    "Unit",
    "UnitAssignment",
    "YearlyNumber",
]
