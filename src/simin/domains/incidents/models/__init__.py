"""The tables of incidents."""

from simin.domains.incidents.models.after_action import AfterAction
from simin.domains.incidents.models.area import FacilityRole, ImpactArea, Surroundings
from simin.domains.incidents.models.counts import ArrivalCount, DayCount, OpenCount
from simin.domains.incidents.models.incident import (
    Incident,
    SearchWord,
    TimelineEntry,
    YearlyNumber,
)
from simin.domains.incidents.models.kind import CountedFamily, IncidentKind, StateName
from simin.domains.incidents.models.merging import Distinct, Merge
from simin.domains.incidents.models.stage import (
    CityStage,
    StageChange,
    StageCriterion,
    StageLevel,
    StageLimit,
    StageOverride,
)
from simin.domains.incidents.models.unit import Unit, UnitAssignment, UnitMove

__all__ = [
    "AfterAction",
    "ArrivalCount",
    "CityStage",
    "CountedFamily",
    "DayCount",
    "Distinct",
    "FacilityRole",
    "ImpactArea",
    "Incident",
    "IncidentKind",
    "Merge",
    "OpenCount",
    "SearchWord",
    "StageChange",
    "StageCriterion",
    "StageLevel",
    "StageLimit",
    "StageOverride",
    "StateName",
    "Surroundings",
    "TimelineEntry",
    "Unit",
    "UnitAssignment",
    "UnitMove",
    "YearlyNumber",
]
