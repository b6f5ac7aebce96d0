"""What can be done to incidents, units and the city stage; each in one transaction."""

from simin.domains.incidents.duplicates import Limits
from simin.domains.incidents.nearest import Role
from simin.domains.incidents.received import FromWarnings
from simin.domains.incidents.report import (
    CountOf,
    CountRule,
    IncidentReport,
    KindDefinition,
    ReleaseRule,
    UnitDefinition,
)
from simin.domains.incidents.services.amending import Change, amend, worsen
from simin.domains.incidents.services.areas import draw_area, keep_surroundings
from simin.domains.incidents.services.definitions import (
    define_counts,
    define_kinds,
    define_roles,
    define_units,
)
from simin.domains.incidents.services.lifecycle import advance, mark_false_alarm, note, reopen
from simin.domains.incidents.services.merging import keep_apart, merge, unmerge
from simin.domains.incidents.services.overriding import (
    Setter,
    Wanted,
    most_hours,
    override_stage,
    withdraw_stage,
)
from simin.domains.incidents.services.record import Told
from simin.domains.incidents.services.reporting import report
from simin.domains.incidents.services.reviewing import keep_report
from simin.domains.incidents.services.stage import assess_stage, define_stage
from simin.domains.incidents.services.units import assign_unit, set_unit_state
from simin.domains.incidents.stage import Criterion, DistrictsAt, OpenIncidents, StageName

__all__ = [
    "Change",
    "CountOf",
    "CountRule",
    "Criterion",
    "DistrictsAt",
    "FromWarnings",
    "IncidentReport",
    "KindDefinition",
    "Limits",
    "OpenIncidents",
    "ReleaseRule",
    "Role",
    "Setter",
    "StageName",
    "Told",
    "UnitDefinition",
    "Wanted",
    "advance",
    "amend",
    "assess_stage",
    "assign_unit",
    "define_counts",
    "define_kinds",
    "define_roles",
    "define_stage",
    "define_units",
    "draw_area",
    "keep_apart",
    "keep_report",
    "keep_surroundings",
    "mark_false_alarm",
    "merge",
    "most_hours",
    "note",
    "override_stage",
    "reopen",
    "report",
    "set_unit_state",
    "unmerge",
    "withdraw_stage",
    "worsen",
]
