"""Which cards an event touches. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from simin.domains.alerts.events import AlertEvent, AlertRuleChanged, AlertRuleMuted
from simin.domains.directives.events import DirectiveEvent
from simin.domains.incidents.events import (
    IncidentEvent,
    StageChanged,
    StageOverridden,
    StageOverrideEnded,
)
from simin.domains.news.events import NoticePublished
from simin.domains.observations.events import (
    FindingsChanged,
    ObservationsRecorded,
    SourceFailed,
    SourceOriginChanged,
    SourceRecovered,
)
from simin.domains.procedures.events import StepMoved
from simin.domains.projects.events import PledgeEvent, ProjectEvent
from simin.domains.releases.events import ReleaseDecided
from simin.domains.warnings.events import ReceivedWarningsChanged, WarningExpired, WarningSent
from simin.kit.outbox.event import Event


@dataclass
class Touched:
    """Cards to build anew."""

    #: Families of datastreams whose indicators are touched.
    families: set[str] = field(default_factory=set)
    #: Datastreams that have another newest value.
    datastreams: set[str] = field(default_factory=set)
    incidents: set[str] = field(default_factory=set)
    #: Numbers of alerts.
    alerts: set[int] = field(default_factory=set)
    warnings: bool = False
    notices: bool = False
    directives: bool = False
    projects: bool = False
    stage: bool = False
    #: What was read of any source before is another now.
    anew: bool = False
    #: Everything: a source changed, or it is time to look at what only time changes.
    everything: bool = False

    @property
    def anything(self) -> bool:
        named = self.families or self.incidents or self.alerts or self.directives or self.projects
        return bool(named or self.warnings or self.notices or self.stage or self.everything)


def touched(events: Iterable[Event]) -> Touched:
    """What ``events`` touch, together."""
    found = Touched()
    for event in events:
        _add(found, event)
    return found


def _add(found: Touched, event: Event) -> None:
    match event:
        case ObservationsRecorded(families=families, datastreams=datastreams):
            found.families.update(families)
            found.datastreams.update(datastreams)
        case IncidentEvent(incident=incident):
            found.incidents.add(incident)
        case AlertEvent(alert=alert):
            found.alerts.add(alert)
        case DirectiveEvent():
            found.directives = True
        case ProjectEvent() | PledgeEvent():
            found.projects = True
        # Steps stand in the list of what needs somebody, as the stage does.
        case StageChanged() | StageOverridden() | StageOverrideEnded() | StepMoved():
            found.stage = True
        case WarningSent() | WarningExpired() | ReceivedWarningsChanged():
            found.warnings = True
        case NoticePublished():
            found.notices = True
        case FindingsChanged(families=families):
            found.everything = found.everything or "" in families
            found.families.update(families)
        case SourceOriginChanged():
            found.everything = found.anew = True
        case (
            AlertRuleChanged()
            | AlertRuleMuted()
            | ReleaseDecided()
            | SourceFailed()
            | SourceRecovered()
        ):
            found.everything = True
        case _:
            pass
