"""What can be done to incidents, units and the city stage; each in one transaction."""

from simin.domains.incidents.report import (
    CountOf,
    CountRule,
    IncidentReport,
    KindDefinition,
    ReleaseRule,
    UnitDefinition,
)
from simin.domains.incidents.services.definitions import (
    define_counts,
    define_kinds,
    define_units,
)
from simin.domains.incidents.services.lifecycle import advance, mark_false_alarm, note, reopen
from simin.domains.incidents.services.merging import merge
from simin.domains.incidents.services.record import Told
from simin.domains.incidents.services.reporting import report
from simin.domains.incidents.services.stage import assess_stage, define_stage
from simin.domains.incidents.services.units import assign_unit, set_unit_state
from simin.domains.incidents.stage import Criterion, DistrictsAt, OpenIncidents, StageName

__all__ = [
    "CountOf",
    "CountRule",
    "Criterion",
    "DistrictsAt",
    "IncidentReport",
    "KindDefinition",
    "OpenIncidents",
    "ReleaseRule",
    "StageName",
    "Told",
    "UnitDefinition",
    "advance",
    "assess_stage",
    "assign_unit",
    "define_counts",
    "define_kinds",
    "define_stage",
    "define_units",
    "mark_false_alarm",
    "merge",
    "note",
    "reopen",
    "report",
    "set_unit_state",
]
