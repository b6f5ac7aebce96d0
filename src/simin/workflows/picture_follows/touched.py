"""Which cards an event touches. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from simin.domains.incidents.events import IncidentEvent, StageChanged
from simin.domains.news.events import NoticePublished
from simin.domains.observations.events import (
    ObservationsRecorded,
    SourceFailed,
    SourceRecovered,
)
from simin.kit.outbox.event import Event


@dataclass
class Touched:
    """Cards to build anew."""

    #: Families of datastreams whose indicators are touched.
    families: set[str] = field(default_factory=set)
    incidents: set[str] = field(default_factory=set)
    notices: bool = False
    stage: bool = False
    #: Everything: a source changed, or it is time to look at what only time changes.
    everything: bool = False

    @property
    def anything(self) -> bool:
        named = self.families or self.incidents
        return bool(named or self.notices or self.stage or self.everything)


def touched(events: Iterable[Event]) -> Touched:
    """What ``events`` touch, together."""
    found = Touched()
    for event in events:
        _add(found, event)
    return found


def _add(found: Touched, event: Event) -> None:
    match event:
        case ObservationsRecorded(families=families):
            found.families.update(families)
        case IncidentEvent(incident=incident):
            found.incidents.add(incident)
        case StageChanged():
            found.stage = True
        case NoticePublished():
            found.notices = True
        case SourceFailed() | SourceRecovered():
            found.everything = True
        case _:
            pass
